"""Control of execution: a branch in figures, control cards and what is done with them (R79)."""
