"""Screens of what comes down: lists of organisations, the cascade, its matrix, mergers."""
