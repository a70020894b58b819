"""Desks in temporary folders, and programs run on them as a user runs them: in processes of their own."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}

BRIDGE = """\
---
title: Council opens the bridge
published: 2024-03-05T09:00:00Z
source: Harbour Gazette
url: https://harbour-gazette.example/bridge
---

The mayor, Anna Berger, said on Tuesday that the bridge would open in spring. "We have waited long enough," Berger said.

Traffic in Hamburg has grown for years.
"""
FERRY = """\
---
title: Ferry line protests
published: 2024-03-06T09:00:00Z
source: Harbour Gazette
url: https://harbour-gazette.example/ferry
---

Anna Berger rejected the protest of the ferry line on Wednesday. The line said that it would go to court in Hamburg.
"""
TRAIN = """\
---
title: Night train to Vienna returns
published: 2024-03-07T09:00:00Z
source: Harbour Gazette
---

The railway said on Thursday that the night train to Vienna would run again.
"""
BROKEN = "---\ntitle: [never closed\n---\n\nThe text of it.\n"


def run(*command, cwd, check=None, **variables):
    """Run `python -m COMMAND …` in `cwd`; with `check`, that exit status is demanded."""
    environment = {**os.environ, **QUIET, **variables}
    if "SOURCE_DATE_EPOCH" not in variables:
        environment.pop("SOURCE_DATE_EPOCH", None)
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    if check is not None:
        assert done.returncode == check, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def tearsheet(*arguments, cwd, check=None, **variables):
    return run("generator", *arguments, cwd=cwd, check=check, **variables)


def mkdocs(*arguments, cwd, check=None, **variables):
    return run("mkdocs", *arguments, cwd=cwd, check=check, **variables)


def put(desk, name, text):
    path = desk / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def warnings_of(done):
    return [line for line in done.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))]


def files_of(folder):
    """Relative path → bytes of every file."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Preview:
    """A running `mkdocs serve` or `tearsheet serve`, its log and its pages."""

    def __init__(self, log, *command, cwd):
        self._log = log
        self._file = log.open("w")
        self.port = free_port()
        arguments = [argument.replace("PORT", str(self.port)) for argument in command]
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", *arguments],
            cwd=cwd, env={**os.environ, **QUIET}, stdout=self._file, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.wait(lambda: "Serving on" in self.log, "the start")

    @property
    def log(self):
        return self._log.read_text()

    @property
    def address(self):
        """The address that the preview itself names."""
        return re.search(r"Serving on (\S+)", self.log)[1]

    @property
    def builds(self):
        return self.log.count("Building documentation")

    @property
    def alive(self):
        return self._process.poll() is None

    def get(self, path=""):
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            error.close()
            return None

    def missing(self, path):
        """What is shown in place of a page that is not there."""
        with pytest.raises(urllib.error.HTTPError) as found:
            urllib.request.urlopen(self.address + path, timeout=30)
        with found.value as answer:
            assert answer.code == 404
            return answer.read().decode()

    def wait(self, condition, what, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            assert self.alive, f"it ended: {self.log}"
            assert time.monotonic() < end, f"waited in vain for {what}: {self.log}"
            time.sleep(0.1)

    @contextlib.contextmanager
    def one_rebuild(self, seconds=2):
        """Demand exactly one rebuild of what is done inside, watched for some seconds more; yields the new log."""
        before, builds, said = self.log.count("Reloading browsers"), self.builds, len(self.log)
        news = []
        yield news
        self.wait(lambda: self.log.count("Reloading browsers") > before, "the rebuild")
        time.sleep(seconds)
        news.append(self.log[said:])
        assert self.alive
        assert self.builds == builds + 1, news[0]
        assert "Traceback" not in news[0]

    def stop(self):
        self._process.terminate()
        self._process.wait(30)
        self._file.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample desk, built once: do not change it."""
    desk = tmp_path_factory.mktemp("sample") / "desk"
    for name in ("content/articles", "site_config"):
        shutil.copytree(REPOSITORY / name, desk / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", desk)
    tearsheet("build", "--strict", cwd=desk, check=0)
    return desk


@pytest.fixture(scope="session")
def small_master(tmp_path_factory):
    """A desk of two articles, annotated and built once: do not change it."""
    desk = tmp_path_factory.mktemp("small") / "desk"
    put(desk, "content/articles/bridge.md", BRIDGE)
    put(desk, "content/articles/ferry.md", FERRY)
    put(desk, "site_config/site.yml", "title: Harbour desk\n")
    shutil.copy(REPOSITORY / "mkdocs.yml", desk)
    tearsheet("build", "--strict", cwd=desk, check=0)
    return desk


@pytest.fixture
def small(small_master, tmp_path):
    """A copy of the desk of two articles, to change at will."""
    return Path(shutil.copytree(small_master, tmp_path / "desk"))
