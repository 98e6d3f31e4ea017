"""Persons, their posts and working groups."""
