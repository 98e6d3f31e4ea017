"""Screens of persons: contacts, appointments, groups, logins."""
