"""The papers of a plan: passport, scans, the next year's draft."""
