"""Screens of background jobs."""
