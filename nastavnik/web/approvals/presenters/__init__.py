"""What the pages of a plan's way, its editions and proposals show."""
