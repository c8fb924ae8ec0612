"""Acceptance scenarios: the real window, from the first key to what is stored."""
