"""Screens that make a plan: from a template or from nothing, edited until it is approved."""
