"""Teaches and packs the reader that ships; stands outside the package that users install."""
