"""Addresses below the root of the site, as data files give them."""

from __future__ import annotations


def page_address(target: str) -> str:
    """A target as the address of its page, below the root of the site."""
    path, mark, anchor = target.partition("#")
    return (
        path.removesuffix("index.md").removesuffix(".md")
        + ("/" if not path.endswith("index.md") else "")
        + mark
        + anchor
    )
