"""Screens of tasks: one task with its documents, the list, the board, what is done to several."""
