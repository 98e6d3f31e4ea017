"""How a plan is agreed, approved, revised; its editions; proposals to change it."""
