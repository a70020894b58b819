"""Data that ships with the program, each file with its source and licence, and its loaders."""
