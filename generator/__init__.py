"""Tearsheet: news articles to a briefing site in which every line can be traced to its sentence."""

import os

# One thread a process for linear algebra: the pool runs as many processes as there are cores, and threads that wait for
# one another cost more than they bring. Has to be set before numpy is loaded, whoever loads it.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

__version__ = "0.1.0"
