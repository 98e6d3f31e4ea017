"""Tasks as pages show them: a row or a card, one task whole, its history."""
