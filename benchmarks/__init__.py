"""Measurements outside the package that users install; each is a command."""
