"""Which kinds of documents the words of a result ask for: «Приказ ОО», «Аналитическая справка»."""

from nastavnik.pure.evidence.kinds import BY_LINK, WITH_NUMBER, kinds_of

__all__ = ["BY_LINK", "WITH_NUMBER", "kinds_of"]
