"""Work in forks: every result comes, and whoever dies is told of with what it was at."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from generator.crew import share_out
from generator.errors import DeskError, Problem, SettingsError
from generator.forks import Apart, apart, unheard
from generator.memory import own_memory
from generator.shares import Share, Shares, cut

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux only")


HERE = {"here": True}
"""This process works too."""
FORKS = {}
"""Forks only."""


def named(item):
    return f"pages/{item}.md"


def shared(work, items, workers=2, size=3, how=FORKS):
    shares = Shares(Share(range(len(items))[i : i + size]) for i in range(0, len(items), size))
    return list(share_out(work, items, shares, workers, named, **how))


class TestShareOut:
    @pytest.mark.parametrize("how", [HERE, FORKS])
    @pytest.mark.parametrize("workers", [1, 2, 5, 99])
    def test_every_result_comes_once(self, workers, how):
        assert sorted(shared(lambda n: n * n, list(range(20)), workers, how=how)) == [n * n for n in range(20)]

    @pytest.mark.parametrize("how", [HERE, FORKS])
    def test_no_work(self, how):
        assert shared(str, [], how=how) == []

    def test_it_is_done_elsewhere(self):
        assert os.getpid() not in shared(lambda _: os.getpid(), list(range(6)))

    def test_it_is_done_here_too(self):
        def work(n):
            time.sleep(0.01)
            return os.getpid()

        found = shared(work, list(range(30)), how=HERE)
        assert len(set(found)) == 2
        assert os.getpid() in found
        assert {os.getpid()} == set(shared(work, [1, 2, 3], how=HERE)), "for one share nobody else is needed"

    def test_large_results_do_not_wait_for_what_is_made_here(self):
        """More than fits into the line to a fork."""
        here = os.getpid()

        def work(n):
            if os.getpid() == here:
                time.sleep(0.3)
            return bytes(500_000)

        begun = time.monotonic()
        assert len(shared(work, list(range(12)), size=1, how=HERE)) == 12
        assert time.monotonic() - begun < 1.5

    @pytest.mark.parametrize("how", [HERE, FORKS])
    def test_whoever_leaves_ends_the_forks(self, how, tmp_path):
        def work(n):
            (tmp_path / str(os.getpid())).touch()
            time.sleep(0.05)
            return n

        shares = Shares(Share([n]) for n in range(50))
        for _ in share_out(work, range(50), shares, 3, named, **how):
            break
        time.sleep(0.2)
        gone = {int(path.name) for path in tmp_path.iterdir()} - {os.getpid()}
        assert gone
        for process in gone:
            with pytest.raises(ProcessLookupError):
                os.kill(process, 0)

    def test_an_error_made_here_ends_it(self):
        here = os.getpid()

        def work(n):
            if os.getpid() == here:
                raise DeskError("pages/1.md: cannot be made. Mend it.")
            time.sleep(60)

        with pytest.raises(DeskError, match="cannot be made"):
            shared(work, list(range(9)), how=HERE)

    def test_a_fork_that_is_killed_while_this_process_works(self):
        here = os.getpid()

        def work(n):
            time.sleep(0.02)
            if os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)
            return n

        with pytest.raises(DeskError, match=r"^pages/\d+\.md: .* ended with status -9"):
            shared(work, list(range(12)), how=HERE)

    def test_whoever_is_killed_names_its_page(self):
        def work(n):
            if n == 7:
                os.kill(os.getpid(), signal.SIGKILL)
            return n

        with pytest.raises(DeskError, match=r"^pages/7\.md: the process .* ended with status -9\. .*--workers 1"):
            shared(work, list(range(12)))

    def test_an_error_of_ours_comes_as_it_is(self):
        def work(_):
            raise SettingsError((Problem("site.yml:3", "is wrong", "Mend it"),))

        with pytest.raises(SettingsError, match="is wrong") as found:
            shared(work, [1, 2])
        assert found.value.problems[0].where == "site.yml:3"

    def test_a_file_that_cannot_be_read_is_named(self):
        with pytest.raises(FileNotFoundError) as found:
            shared(lambda path: Path(path).read_text("utf-8"), ["/nowhere/at/all"])
        assert found.value.filename == "/nowhere/at/all"

    def test_a_mistake_of_ours_comes_with_its_place(self):
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            shared(lambda n: 1 // n, [0])

    def test_one_fork_does_what_is_near(self):
        shares = Shares([Share([0], "May"), Share([1]), Share([2], "June"), Share([3], "May"), Share([4], "June")])
        taken = {fork: [] for fork in (0, 1)}
        for fork in (0, 1, 1, 0, 1):
            taken[fork] += shares.take(fork).items
        assert taken == {0: [0, 3], 1: [1, 2, 4]}
        shares = Shares([Share([0], "May"), Share([1], "May")])
        assert shares.take(0).items == [0]
        assert shares.take(1).items == [1], "who has nothing else to do helps"

    def test_a_fork_that_holds_too_much_is_replaced(self):
        shares = Shares(Share([n]) for n in range(8))
        found = list(share_out(lambda n: (n, os.getpid()), range(8), shares, 2, named, most_memory=0.0))
        assert sorted(n for n, _ in found) == list(range(8))
        # Each had one share before it when it was found to hold too much.
        assert len({process for _, process in found}) >= 4
        assert own_memory() > 0

    @pytest.mark.parametrize("workers", [1, 2, 3])
    def test_what_comes_late_may_be_made_here(self, workers):
        shares = Shares([Share([0]), Share([1])], more=True)
        found = []
        for n in share_out(lambda n: n, range(3), shares, workers, named, here=True):
            found.append(n)
            if sorted(found) == [0, 1]:
                shares.add(Share([2]))
                shares.close()
        assert sorted(found) == [0, 1, 2]

    @pytest.mark.parametrize("how", [HERE, FORKS])
    def test_large_results_and_large_news_do_not_block_each_other(self, how):
        """More than fits into the line, in both directions at once."""
        shares = Shares([Share([n]) for n in range(12)], more=True)
        signal.signal(signal.SIGALRM, lambda *_: pytest.fail("nobody listens"))
        signal.alarm(20)
        try:
            begun = 0
            work = share_out(lambda _: bytes(400_000), range(13), shares, 3, named, receive=len, **how)
            for begun, _ in enumerate(work, start=1):
                if begun == 2:
                    shares.add(Share([12], given=bytes(4_000_000)))
                    shares.close()
        finally:
            signal.alarm(0)
        assert begun == 13

    def test_what_comes_late_is_told_what_was_found_before(self):
        told = []
        shares = Shares([Share([0]), Share([1])], more=True)
        found = {}
        work = share_out(
            lambda n: (n, list(told)), range(3), shares, 2, named, receive=told.append
        )  # fmt: skip
        for n, known in work:
            found[n] = known
            if sorted(found) == [0, 1]:
                shares.add(Share([2], given="both are there"))
                shares.close()
        assert found == {0: [], 1: [], 2: ["both are there"]}


class TestApart:
    def test_what_it_loads_is_gone_with_it(self):
        held = []
        assert apart(lambda _: held.append(1) or os.getpid(), unheard) != os.getpid()
        assert held == []

    def test_is_told_how_far_it_is(self):
        told = []
        assert apart(lambda tell: [tell("render", n, 3) for n in (1, 2, 3)], lambda *far: told.append(far))
        assert told[-1] == ("render", 3, 3)

    def test_errors_come_as_they_are(self):
        def make(_):
            raise DeskError("content/pages: is full. Make room.")

        with pytest.raises(DeskError, match="is full"):
            apart(make, unheard)
        with pytest.raises(FileNotFoundError, match="nowhere"):
            apart(lambda _: Path("/nowhere/at/all").read_text("utf-8"), unheard)
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            apart(lambda _: 1 // 0, unheard)

    def test_a_killed_one_is_told_of(self):
        with pytest.raises(DeskError, match="ended with status -9"):
            apart(lambda _: os.kill(os.getpid(), signal.SIGKILL), unheard)


class TestMeanwhile:
    def test_it_begins_at_once_and_waits_for_what_is_made_here(self, tmp_path):
        def make(side):
            (tmp_path / "begun").touch()
            side.wait()
            side.hand_over((tmp_path / "made").read_text("utf-8"))

        with Apart(make) as process:
            while not (tmp_path / "begun").exists():
                time.sleep(0.01)
            (tmp_path / "made").write_text("here", "utf-8")
            assert process.result(unheard) == "here"

    def test_what_comes_after_the_result_is_done_before_the_end(self, tmp_path):
        def make(side):
            side.hand_over(1)
            while not (tmp_path / "used").exists():
                time.sleep(0.01)
            (tmp_path / "kept").touch()

        with Apart(make) as process:
            assert process.result(unheard) == 1
            (tmp_path / "used").touch()
        assert (tmp_path / "kept").exists()

    def test_what_goes_wrong_after_the_result_is_told_at_the_end(self):
        def make(side):
            side.hand_over(1)
            raise DeskError("pages.made: is full. Make room.")

        with pytest.raises(DeskError, match="is full"), Apart(make) as process:
            assert process.result(unheard) == 1

    def test_what_goes_wrong_before_is_told_when_it_is_asked_for(self):
        with Apart(lambda _: 1 // 0) as process, pytest.raises(RuntimeError, match="ZeroDivisionError"):
            process.result(unheard)

    def test_whoever_leaves_ends_it(self, tmp_path):
        def make(side):
            (tmp_path / "process").write_text(str(os.getpid()), "utf-8")
            side.wait()

        with Apart(make):
            while not (tmp_path / "process").exists() or not (tmp_path / "process").read_text("utf-8"):
                time.sleep(0.01)
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / "process").read_text("utf-8")), 0)


class TestShares:
    def test_the_dear_ones_stand_alone_and_nothing_is_lost(self):
        costs = [50, 20, 20, 1, 1, 1, 1, 1, 1, 1, 1, 1]
        found = list(cut(range(12), costs.__getitem__, workers=2, most=5))
        assert [n for share in found for n in share] == list(range(12))
        assert found[:3] == [[0], [1], [2]]
        assert max(map(len, found)) == 5

    def test_what_costs_nothing_known(self):
        assert list(cut(range(5), lambda _: 0.0, workers=2, most=16)) == [[0], [1], [2], [3], [4]]
        assert list(cut([], lambda _: 1.0, workers=2, most=16)) == []
