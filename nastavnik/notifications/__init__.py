"""The outbox: letters written with the change and sent after it."""
