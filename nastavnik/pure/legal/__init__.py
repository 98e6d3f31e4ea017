"""A small legal base with terms of validity, and the check of references against it."""

from nastavnik.pure.legal.base import ACTS, LegalAct, find_act
from nastavnik.pure.legal.checking import Problem, ProblemCode, check_reference

__all__ = ["ACTS", "LegalAct", "Problem", "ProblemCode", "check_reference", "find_act"]
