"""What stands beside the pages: downloads, search, the check of links; and the MkDocs build."""
