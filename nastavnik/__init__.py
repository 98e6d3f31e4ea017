"""Nastavnik: the target model of mentoring in education, run for a whole region."""

__version__ = "0.1.0"
