"""What would be the same on paper: no Django, no files, no clock, no network."""
