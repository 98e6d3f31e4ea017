"""The journal: who did what to which thing, written in the same transaction, chained by hashes."""
