"""Tasks by days and along the months; filters under names; the feed; files of every view."""
