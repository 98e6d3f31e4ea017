"""Check digits of ИНН, ОГРН and СНИЛС; numbers of documents and of items."""

from nastavnik.pure.codes.numbers import natural_key, parse_number, same_number
from nastavnik.pure.codes.registration import is_inn, is_ogrn, is_ogrnip, is_snils

__all__ = [
    "is_inn",
    "is_ogrn",
    "is_ogrnip",
    "is_snils",
    "natural_key",
    "parse_number",
    "same_number",
]
