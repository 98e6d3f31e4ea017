"""Screens of taking documents in: receive, check beside the source, correct, confirm, undo."""
