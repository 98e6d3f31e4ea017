"""What the pages of plans show, ready for the template."""
