"""Screens of plans: the list, a plan as in its order, an item, its export."""
