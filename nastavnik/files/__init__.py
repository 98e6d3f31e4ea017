"""Stored bytes under their hash: what people attach, kept once and given back unchanged."""
