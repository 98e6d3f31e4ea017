"""What the pages of the calendar and the timeline draw."""
