"""The head of an order: kind, number, date, who issued and signed it, what it rests on."""

from nastavnik.pure.acts.model import Act, ActKind, OwnMention, Reference, Relation
from nastavnik.pure.acts.reading import read_act

__all__ = ["Act", "ActKind", "OwnMention", "Reference", "Relation", "read_act"]
