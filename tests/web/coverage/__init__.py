"""Tests of the pages of lists, the cascade and its matrix."""
