"""Annotating on a Ray cluster: a real one, of two workers, that listens to this machine only."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from core_desks import DAM, PORT

import generator

pytest.importorskip("ray", reason="needs Ray: pip install 'tearsheet[ray]'")

RAY = [sys.executable, "-c", "from ray.scripts.scripts import main; main()"]
PROGRAM = [sys.executable, "-c", "from generator.cli import main; main()"]
MADE = ("content/processed", "content/ledger.jsonl")


@pytest.fixture(autouse=True)
def token(monkeypatch):
    """Who may use the clusters of these tests; else Ray would put a token into the home folder."""
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", "for-the-tests-of-tearsheet-0123456789")


def free_port():
    with closing(socket.socket()) as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


@pytest.fixture
def cluster(tmp_path):
    """Start a cluster, with this environment; returns its address."""
    started = []

    def start(**environment):
        port = free_port()
        command = [*RAY, "start", "--head", f"--port={port}", "--node-ip-address=127.0.0.1", "--num-cpus=2",
                   "--include-dashboard=false", "--disable-usage-stats", "--block"]  # fmt: skip
        started.append(
            subprocess.Popen(
                command, cwd=tmp_path, env=os.environ | environment, start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    return f"127.0.0.1:{port}"
            time.sleep(0.2)
        raise AssertionError("the cluster did not start")

    yield start
    for process in started:
        process.terminate()
        try:
            process.wait(30)
        finally:
            for one in processes_of(process.pid):
                os.kill(one, signal.SIGKILL)
            process.wait(5)


def processes_of(session):
    """The processes of a session, but its first."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            found = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(found[3]) == session and int(path.parent.name) != session:
            yield int(path.parent.name)


def annotate(desk, *options, **popen):
    """The command, as its user runs it."""
    command = [*PROGRAM, "-C", str(desk.root), "annotate", "--engine", "ray", *options]
    return subprocess.Popen(command, cwd=desk.root, stderr=subprocess.PIPE, text=True, **popen)


def fill(desk, copies):
    """Two articles, each so many times, and one that is broken."""
    for n in range(copies):
        desk.article(f"dam{n}.md", DAM.replace("Nubar", f"Nubar {n}").replace("/dam", f"/dam{n}"))
        desk.article(f"port{n}.md", PORT.replace("Port", f"Port {n}"))
    desk.article("broken.md", "---\ntitle: [\n---\n\nNobody can read this.\n")


def test_two_workers_of_a_cluster_do_what_this_machine_does(desk, other_desk, cluster):
    for one in (desk, other_desk):
        fill(one, 20)
    run = annotate(desk, "--cluster", cluster(), "--strict")
    said = run.communicate(timeout=180)[1]
    assert run.returncode == 1, said
    assert "Annotated 40 of 40 articles" in said
    assert said.count("problem:") == 1
    assert "broken.md" in said
    other_desk.annotate()
    assert desk.bytes(*MADE) == other_desk.bytes(*MADE)
    assert len(desk.processed()) == 40


def test_ray_is_started_here_where_no_cluster_is_named_and_ended_again(desk, other_desk):
    for one in (desk, other_desk):
        fill(one, 9)
    run = annotate(desk, "--workers", "2", start_new_session=True)
    said = run.communicate(timeout=180)[1]
    assert run.returncode == 0, said
    other_desk.annotate()
    assert desk.bytes(*MADE) == other_desk.bytes(*MADE)
    end = time.monotonic() + 20
    while (left := list(processes_of(run.pid))) and time.monotonic() < end:
        time.sleep(0.2)
    assert left == []


def test_a_worker_that_is_lost_costs_nothing(desk, other_desk, cluster):
    for one in (desk, other_desk):
        fill(one, 60)
    run = annotate(desk, "--cluster", cluster(), start_new_session=True)
    end = time.monotonic() + 120
    while not (busy := busy_workers()) and time.monotonic() < end:
        time.sleep(0.02)
    assert busy, "no worker was seen at work"
    os.kill(busy[0], signal.SIGKILL)
    said = run.communicate(timeout=180)[1]
    assert run.returncode == 0, said
    other_desk.annotate()
    assert desk.bytes(*MADE) == other_desk.bytes(*MADE)


def busy_workers():
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if path.read_bytes().startswith(b"ray::_Worker.work"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_machine_with_other_rules_is_refused(desk, tmp_path, cluster):
    shutil.copytree(Path(generator.__file__).parent, tmp_path / "old/generator")
    rules = tmp_path / "old/generator/annotate/quotes.py"
    rules.write_text(rules.read_text() + "\n# Another version.\n")
    desk.article("dam.md", DAM)
    run = annotate(desk, "--cluster", cluster(PYTHONPATH=str(tmp_path / "old")))
    said = run.communicate(timeout=120)[1]
    assert run.returncode == 2
    assert f"{socket.gethostname()} has another version of Tearsheet or of its model" in said
    assert "Traceback" not in said
    assert desk.processed() == {}


@pytest.mark.parametrize("address", ["127.0.0.1:{port}", "nonsense"])
def test_a_cluster_that_is_not_there_is_said_in_a_line(desk, address):
    address = address.format(port=free_port())
    desk.article("dam.md", DAM)
    run = annotate(desk, "--cluster", address)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 2
    assert said.startswith(f"error: The Ray cluster {address} cannot be reached")
    assert said.count("\n") == 1


def test_without_news_ray_is_not_started(desk):
    desk.article("dam.md", DAM)
    desk.annotate()
    run = annotate(desk, "--cluster", "nonsense")
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 0
    assert "Annotated 0 of 1 articles" in said
