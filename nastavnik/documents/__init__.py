"""Register of acts: kinds, numbers, dates, references."""
