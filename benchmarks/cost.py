"""What a program costs that runs as a process of its own: time by the clock and of the processors, and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.2
"""Seconds between two looks at the memory, at least."""
_TIMES = 20
"""As many times as long as a look takes, nobody looks: it keeps a core busy."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children cost."""

    seconds: float
    processor: float
    megabytes: float
    said: str


def cost_of(*arguments: str, memory: bool = True) -> Cost:
    """What `python` with these arguments costs, its children among it.

    Args:
        arguments: the program's.
        memory: whether to look at the memory now and then, which costs the program time; else it counts as 0.
    """
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=environment,
    )  # fmt: skip
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak))
    if memory:
        watcher.start()
    said, _ = process.communicate()
    seconds = time.perf_counter() - started
    if memory:
        watcher.join()
    if process.returncode:
        raise SystemExit(f"{arguments[:3]} ended with status {process.returncode}: {said}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    largest = peak[0] or after.ru_maxrss / 1024 if memory else 0.0
    return Cost(seconds, processor, largest, said.strip())


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        started = time.perf_counter()
        peak[0] = max(peak[0], sum(map(_megabytes, (process.pid, *_children(process.pid)))))
        time.sleep(max(_EVERY, _TIMES * (time.perf_counter() - started)))


def _children(pid: int) -> list[int]:
    """Those of a process, and theirs."""
    try:
        own = [int(name) for name in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [found for child in own for found in (child, *_children(child))]


def _megabytes(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
