"""What may befall a build: the process is killed, the disk is full, a folder cannot be written. The site outlives it."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from core_desks import TinyDesk
from site_desks import files_of, put
from test_incremental import ARTICLES, clean, made

from generator.errors import DeskError
from generator.site.build import build_site
from generator.site.placing import remove_strays
from generator.site.tree import find_strays

EXAMPLES = int(os.environ.get("TEARSHEET_EXAMPLES", "12"))
WRITES = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "shutil.rmtree")


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A desk with its site, and pages that are newer; what its site should be."""
    desk = TinyDesk(tmp_path_factory.mktemp("faults") / "desk")
    for number in range(4):
        desk.deliver(f"{number}.json", ARTICLES[number])
    made(desk)
    old = files_of(desk.paths.site)
    desk.deliver("6.json", ARTICLES[6])
    (desk.paths.processed / "1.json").unlink()
    latest = desk.generate().latest
    return desk, latest, old, clean(desk, desk.root.parent / "clean")


def forked(work):
    """Do the work in a fork of this process, which ends with what it returns; its status."""
    child = os.fork()
    if not child:
        status = 1
        try:
            status = work() or 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def writes_seen(act):
    """Call `act` with the number of each write of this process to a disk, before it is done."""
    count = iter(range(1_000_000))

    def hook(event, arguments):
        if event not in WRITES:
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        act(next(count))

    sys.addaudithook(hook)


def number_of_writes(desk, latest):
    """How often the build of the desk writes."""
    receiving, sending = os.pipe()

    def work():
        seen = []
        writes_seen(seen.append)
        build_site(desk.paths, latest)
        os.write(sending, str(len(seen)).encode())

    assert forked(work) == 0
    os.close(sending)
    with os.fdopen(receiving) as answer:
        return int(answer.read())


def test_killed_at_every_write(before, tmp_path):
    """Each file of the site is whole, old or new, at each moment; the next run ends what was begun."""
    desk, latest, old, wanted = before
    trial = TinyDesk(tmp_path / "count")
    shutil.copytree(desk.root, trial.root)
    number = number_of_writes(trial, latest)
    assert number > 50
    some = range(number) if EXAMPLES >= 60 else range(0, number, max(1, number // 15))
    for at in some:
        trial = TinyDesk(tmp_path / "trial")
        shutil.copytree(desk.root, trial.root)

        def work(at=at, trial=trial):
            writes_seen(lambda n: os.kill(os.getpid(), signal.SIGKILL) if n == at else None)
            build_site(trial.paths, latest)

        assert forked(work) == -signal.SIGKILL
        found = files_of(trial.paths.site)
        assert [name for name, data in found.items() if data not in (old.get(name), wanted.get(name))] == [], at
        build_site(trial.paths, latest)
        assert files_of(trial.paths.site) == wanted, at
        shutil.rmtree(trial.root)


class TestFullDisk:
    def test_a_file_that_cannot_grow(self, before, tmp_path):
        """The limit of a process on the size of files stands in for a disk that fills up at a page."""
        desk, latest, old, wanted = before
        trial = TinyDesk(tmp_path / "desk")
        shutil.copytree(desk.root, trial.root)
        told = tmp_path / "told"

        def work():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (9000, resource.RLIM_INFINITY))
            try:
                build_site(trial.paths, latest)
            except DeskError as error:
                told.write_text(str(error))

        assert forked(work) == 0
        assert str(trial.root) in told.read_text()
        assert "space left" in told.read_text()
        assert files_of(trial.paths.site) == old
        build_site(trial.paths, latest)
        assert files_of(trial.paths.site) == wanted

    @pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root may mount a small disk")
    @pytest.mark.parametrize("left", [1, 40, 200, 400])
    def test_a_small_disk(self, before, tmp_path, left):
        desk, latest, old, wanted = before
        mount = tmp_path / "disk"
        mount.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mount], check=False).returncode:
            pytest.skip("no small disk can be mounted here")
        try:
            trial = TinyDesk(mount / "desk")
            shutil.copytree(desk.root, trial.root)
            free = shutil.disk_usage(mount).free
            filler = mount / "filler"
            filler.write_bytes(b"x" * (free - left * 1024))
            said = f"{mount}: space left"
            try:
                build_site(trial.paths, latest)
            except DeskError as error:
                said = str(error)
            assert str(mount) in said
            assert "space left" in said
            found = files_of(trial.paths.site)
            assert [name for name, data in found.items() if data not in (old.get(name), wanted.get(name))] == []
            filler.unlink()
            build_site(trial.paths, latest)
            assert files_of(trial.paths.site) == wanted
        finally:
            subprocess.run(["umount", "-l", mount], check=True)


class TestReadOnly:
    """As a user who may not write there: root may, so the test becomes nobody."""

    @pytest.fixture
    def ours(self, before):
        desk, latest, old, wanted = before
        folder = Path(tempfile.mkdtemp(prefix="tearsheet-"))
        folder.chmod(0o755)
        trial = TinyDesk(folder / "desk")
        shutil.copytree(desk.root, trial.root)
        for path in (trial.root, *trial.root.rglob("*")):
            if os.geteuid() == 0:
                os.chown(path, 65534, 65534)
        yield trial, latest, old, wanted, folder
        for path in (trial.root, *trial.root.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(folder)

    def build(self, ours):
        """What the build says as an ordinary user, empty if it is content."""
        trial, latest, *_ = ours
        receiving, sending = os.pipe()

        def work():
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            try:
                build_site(trial.paths, latest)
            except DeskError as error:
                os.write(sending, str(error).encode())

        assert forked(work) == 0
        os.close(sending)
        with os.fdopen(receiving) as answer:
            return answer.read()

    def test_a_file(self, ours):
        trial, _, _, wanted, _ = ours
        (trial.paths.site / "index.html").chmod(0o444)
        assert self.build(ours) == ""
        assert files_of(trial.paths.site) == wanted

    @pytest.mark.parametrize("name", ["site", "site/articles", ".tearsheet"])
    def test_a_folder(self, ours, name):
        trial, _, old, wanted, _ = ours
        (trial.root / name).chmod(0o555)
        said = self.build(ours)
        assert str(trial.root) in said
        assert "cannot be" in said
        found = files_of(trial.paths.site)
        assert [path for path, data in found.items() if data not in (old.get(path), wanted.get(path))] == []
        if name == ".tearsheet":
            assert found == old
        (trial.root / name).chmod(0o755)
        assert self.build(ours) == ""
        assert files_of(trial.paths.site) == wanted


class TestStrays:
    """What lies in the site and is nobody's, found without looking into folders that gained and lost nothing."""

    @pytest.fixture
    def site(self, tmp_path):
        for name in ("a/b/one.html", "a/two.html", "c/three.html"):
            put(tmp_path / "site", name, name)
        return tmp_path / "site"

    WANTED = frozenset({"a/b/one.html", "a/two.html", "c/three.html"})

    def known(self, site):
        return {name: (site / name).stat().st_mtime_ns for name in ("", "a", "a/b", "c")}

    def test_nothing_is_looked_into_where_nothing_came_or_went(self, site):
        known = self.known(site)
        (site / "a/b/one.html").write_text("changed")
        assert find_strays(site, self.WANTED, known, known, set()) == ([], [], {})
        assert find_strays(site, self.WANTED, known, {}, set()) == ([], [], {})

    def test_what_came_in_a_new_folder_is_found(self, site):
        known = self.known(site)
        put(site, "c/new/four.html", "four")
        strays, empty, seen = find_strays(site, self.WANTED, known, {}, set())
        assert (strays, empty, seen.keys()) == (["c/new/four.html"], [], {"c", "c/new"})

    def test_where_something_has_to_go_is_looked_into(self, site):
        known = self.known(site)
        strays, _, seen = find_strays(site, self.WANTED - {"a/b/one.html"}, known, known, {"a/b"})
        assert (strays, seen.keys()) == (["a/b/one.html"], {"a/b"})

    def test_folders_that_went_are_told_with_those_in_them(self, site):
        known = self.known(site)
        shutil.rmtree(site / "a")
        _, _, seen = find_strays(site, self.WANTED, known, {}, set())
        assert {name for name, time in seen.items() if time is None} == {"a", "a/b"}

    @pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
    def test_a_link_in_place_of_a_folder_is_not_followed(self, site, tmp_path):
        known = self.known(site)
        put(tmp_path, "elsewhere/b/precious.html", "ours")
        shutil.rmtree(site / "a")
        (site / "a").symlink_to(tmp_path / "elsewhere")
        strays, _, _ = find_strays(site, self.WANTED, known, {}, set())
        assert strays == ["a"]
        remove_strays(site, self.WANTED, known, {})
        assert (tmp_path / "elsewhere/b/precious.html").is_file()
        assert not (site / "a").is_symlink()
