"""Plans: sections, items, terms, actors, indicators."""
