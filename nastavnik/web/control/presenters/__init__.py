"""What the pages of control show, ready for templates."""
