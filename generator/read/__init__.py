"""Files that arrive → articles and problems; one module a format."""
