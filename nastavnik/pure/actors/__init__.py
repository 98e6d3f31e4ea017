"""Who is responsible: «Директор куратор РЦМН Ответственные …» becomes separate actors."""

from nastavnik.pure.actors.aliases import collect_aliases
from nastavnik.pure.actors.model import Actor, ActorKind
from nastavnik.pure.actors.reading import read_actors

__all__ = ["Actor", "ActorKind", "collect_aliases", "read_actors"]
