"""Background work in a queue in PostgreSQL: jobs that people start and watch, periodic work."""
