"""The only home of spaCy: an article in, a processed article out."""
