"""Screens of the tree: units, their aliases and networks."""
