"""Decisions over all articles: who is one actor, which region lies in which, with the analyst's judgements on top."""
