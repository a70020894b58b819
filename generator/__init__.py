"""Tearsheet: news articles to a briefing site in which every line can be traced to its sentence."""

__version__ = "0.1.0"
