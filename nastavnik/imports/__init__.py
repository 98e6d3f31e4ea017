"""Intake: stored files, killable readers, previews, confirmation, undo."""
