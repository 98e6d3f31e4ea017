"""Django things without subject matter: scope, clock, dated rows, field types, database."""
