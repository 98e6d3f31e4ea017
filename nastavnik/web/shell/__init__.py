"""What every screen shares: doors, layout, navigation, errors, the home page."""
