"""Nastavnik: the target model of mentoring in education, run for a whole region."""
