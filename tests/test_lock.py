"""Two runs at once in one desk: the second is told who is at work, and changes nothing."""

import os
import signal
import subprocess
import sys

import pytest
from core_desks import DAM
from site_desks import mkdocs, put, tearsheet

from generator.errors import DeskError
from generator.lock import locked


def other_run(desk):
    """A process that holds the lock until it is killed."""
    code = (
        "import sys, time; from pathlib import Path; from generator.lock import locked\n"
        "with locked(Path(sys.argv[1]), 'tearsheet annotate'):\n    print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(desk / ".tearsheet")], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    return process


@pytest.fixture
def busy(tmp_path):
    """A desk in which another process is at work."""
    desk = tmp_path / "desk"
    put(desk, "content/articles/dam.md", DAM)
    process = other_run(desk)
    yield desk, process
    process.kill()
    process.wait()
    process.stdout.close()


class TestLock:
    def test_the_second_is_told_who_is_at_work(self, busy):
        desk, process = busy
        with pytest.raises(DeskError) as error, locked(desk / ".tearsheet", "tearsheet build"):
            pass
        assert f"process {process.pid}: tearsheet annotate" in str(error.value)
        assert "run the same again" in str(error.value)

    def test_it_ends_with_the_process_however_that_ends(self, busy):
        desk, process = busy
        process.send_signal(signal.SIGKILL)
        process.wait()
        with locked(desk / ".tearsheet", "tearsheet build"):
            assert (desk / ".tearsheet/lock").read_text() == f"{os.getpid()} tearsheet build\n"

    def test_a_patient_one_waits_and_says_so(self, busy):
        desk, process = busy
        said = []

        def waiting(line):
            said.append(line)
            process.kill()

        with locked(desk / ".tearsheet", "a preview", patience=20, waiting=waiting):
            pass
        assert len(said) == 1
        assert str(process.pid) in said[0]

    def test_it_is_free_again_behind_an_error(self, tmp_path):
        with pytest.raises(ZeroDivisionError), locked(tmp_path, "one"):
            1 / 0  # noqa: B018
        with locked(tmp_path, "two"):
            pass

    @pytest.mark.parametrize("text", ["", "nonsense", "12", "\0\0"])
    def test_a_holder_that_cannot_be_read(self, tmp_path, text):
        with locked(tmp_path, "one"):
            (tmp_path / "lock").write_text(text)
            with pytest.raises(DeskError, match="did not name itself"), locked(tmp_path, "two"):
                pass

    def test_a_folder_that_cannot_be_made(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(DeskError, match="cannot be written"), locked(tmp_path / "file/.tearsheet", "one"):
            pass


@pytest.mark.parametrize("command", ["annotate", "generate", "build"])
def test_commands_leave_a_desk_alone_in_which_another_is_at_work(busy, command):
    desk, process = busy
    before = sorted(path for path in desk.rglob("*"))
    done = tearsheet(command, cwd=desk, check=2)
    assert f"process {process.pid}: tearsheet annotate" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path for path in desk.rglob("*")) == before


def test_plain_mkdocs_too(small):
    process = other_run(small)
    done = mkdocs("build", cwd=small, check=1)
    process.kill()
    process.wait()
    process.stdout.close()
    assert f"process {process.pid}: tearsheet annotate" in done.stderr
    assert "Traceback" not in done.stderr
    mkdocs("build", "--strict", cwd=small, check=0)


def test_a_folder_that_is_no_desk_gets_no_lock(tmp_path):
    tearsheet("build", cwd=tmp_path, check=2)
    assert list(tmp_path.iterdir()) == []
