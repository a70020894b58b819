"""The only home of jinja2: page models and templates → Markdown, and Markdown → files."""
