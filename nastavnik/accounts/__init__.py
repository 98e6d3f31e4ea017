"""Logins, grants (role × unit × dates), invitations; builds the Scope."""
