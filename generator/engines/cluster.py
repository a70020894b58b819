"""On many machines: a Ray cluster (https://docs.ray.io), whose actors load the model once; needs `tearsheet[ray]`."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
from typing import TYPE_CHECKING, Any

from generator.engines.batches import annotate_batch, batches_of, make_reader
from generator.errors import DeskError, TearsheetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.annotate.pipeline import Reader
    from generator.annotate.recipe import Recipe
    from generator.errors import Problem
    from generator.models import Article

_AGAIN = 3
"""How often an actor, and what it was at, begins again where its process or machine is lost."""
_AHEAD = 2
"""Batches given to an actor before it has ended one, so that it need not wait for the next."""

_PATIENCE = 10.0
"""Seconds to wait for a cluster's answer."""


class Cluster:
    """Annotates on a Ray cluster, or on one of Ray's own on this machine."""

    def __init__(self, recipe: Recipe, workers: int | None = None, address: str | None = None) -> None:
        """Nothing is started before there are articles.

        Args:
            recipe: what annotation depends on; each machine must come to the same stamp.
            workers: actors at most; as many as the cluster has processors, if `None`.
            address: of the cluster, as Ray writes it (`head.example:6379`, `auto`); Ray is started here, and ended
                afterwards, if `None`.
        """
        self._recipe = recipe
        self._workers = workers
        self._address = address

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, str | Problem]]:
        """See `Engine`.

        Raises:
            DeskError: Ray is not installed, its cluster is not there, one of its machines has another version of
                Tearsheet or of the model, or an actor was lost again and again.
        """
        batches = batches_of(articles)
        first = next(batches, None)
        if first is None:
            return
        ray = _ray()
        with _connected(ray, self._address, self._workers):
            try:
                yield from self._shared_out(ray, itertools.chain([first], batches))
            except ray.exceptions.RayError as error:
                if isinstance(cause := getattr(error, "cause", None), TearsheetError):
                    raise cause from None
                raise DeskError(f"The Ray cluster: {_first_line(error)} What is annotated is kept. {_ALIKE}") from None

    def _shared_out(self, ray: Any, batches: Iterator[list[Article]]) -> Iterator[tuple[Article, str | Problem]]:  # noqa: ANN401
        there = max(1, int(ray.cluster_resources().get("CPU", 1)))
        first = list(itertools.islice(batches, min(there, self._workers or there)))
        recipe = ray.put(self._recipe)
        worker = ray.remote(num_cpus=1, max_restarts=_AGAIN, max_task_retries=_AGAIN)(_Worker)
        actors = [worker.remote() for _ in first]
        stamp = self._recipe.annotator().fingerprint
        _compare(ray.get([actor.stamp.remote(recipe) for actor in actors]), stamp)
        waiting: dict[Any, tuple[Any, Sequence[Article]]] = {}

        def give(actor: Any, batch: Sequence[Article] | None) -> None:  # noqa: ANN401
            if batch is not None:
                waiting[actor.work.remote(recipe, stamp, batch)] = actor, batch

        rest = itertools.chain(first, batches)
        for actor in actors * _AHEAD:
            give(actor, next(rest, None))
        while waiting:
            for done in ray.wait(list(waiting))[0]:
                actor, batch = waiting.pop(done)
                give(actor, next(rest, None))
                yield from zip(batch, ray.get(done), strict=True)


class _Worker:
    """What runs on the cluster, one a processor. It is made without anything, so that it can be made again anywhere."""

    def __init__(self) -> None:
        self._reader: Reader | None = None

    def stamp(self, recipe: Recipe) -> tuple[str, str | None, str]:
        """The machine, what its results would be stamped with, and why it cannot work."""
        try:
            self._reader = make_reader(recipe)
        except TearsheetError as error:
            return socket.gethostname(), None, str(error)
        return socket.gethostname(), recipe.annotator().fingerprint, ""

    def work(self, recipe: Recipe, stamp: str, batch: Sequence[Article]) -> list[str | Problem]:
        """The batch, annotated under this stamp."""
        if self._reader is None:  # begun again, perhaps on another machine
            self._reader = make_reader(recipe)
            _compare([(socket.gethostname(), recipe.annotator().fingerprint, "")], stamp)
        return annotate_batch(self._reader, batch)


def _compare(found: Sequence[tuple[str, str | None, str]], wanted: str) -> None:
    """See that all machines would annotate as this one does."""
    for machine, stamp, why in found:
        if stamp is None:
            raise DeskError(f"The Ray cluster: on {machine} {why}")
        if stamp != wanted:
            raise DeskError(f"The Ray cluster: {machine} has another version of Tearsheet or of its model. {_ALIKE}")


def _ray() -> Any:  # noqa: ANN401  (an optional library)
    # Nobody is told what is done here.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.exceptions
    except ImportError:
        raise DeskError(
            "--engine ray needs Ray, which is not installed. Install it: pip install 'tearsheet[ray]'."
        ) from None
    return ray


@contextlib.contextmanager
def _connected(ray: Any, address: str | None, workers: int | None) -> Iterator[None]:  # noqa: ANN401
    """With the cluster at the address, or with one here that listens to this machine only."""
    quiet = {"logging_level": "ERROR", "log_to_driver": False}
    try:
        _see_that_it_answers(address)
        if address is None:
            ray.init("local", num_cpus=workers, include_dashboard=False, _node_ip_address="127.0.0.1", **quiet)
        else:
            ray.init(address, **quiet)
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        raise DeskError(
            f"The Ray cluster {address or 'of this machine'} cannot be reached: {_first_line(error)} See that it runs "
            "(ray status), name its address under --cluster, and set RAY_AUTH_MODE=token if it asks for one."
        ) from None
    try:
        yield
    finally:
        ray.shutdown()


def _see_that_it_answers(address: str | None) -> None:
    """Raise `OSError` unless somebody listens there: Ray itself would wait for many minutes."""
    host, colon, port = (address or "").rpartition(":")
    if colon and port.isdigit() and "//" not in host:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()


def _first_line(error: Exception) -> str:
    line = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return line if line.endswith(".") else f"{line}."


_ALIKE = "Install the same version of tearsheet[ray], and the same model, on each of its machines."
