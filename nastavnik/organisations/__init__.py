"""The dated tree ministry → authority → school, aliases of units, networks across the tree."""
