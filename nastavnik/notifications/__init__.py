"""Telling people: notices in the product, letters in the outbox, what each wants to be told of."""
