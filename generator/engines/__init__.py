"""Where articles are annotated: in this process, in several, or on a cluster; always by one function."""
