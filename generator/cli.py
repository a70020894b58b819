"""The command line: the only place that prints, sets exit codes and shows progress."""

from __future__ import annotations

import dataclasses
import functools
import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

import generator
from generator import stages as _stages
from generator.desk import Desk
from generator.errors import DeskError, TearsheetError
from generator.session import Group as _Group
from generator.session import Run as _Run
from generator.session import common as _common
from generator.session import console as _console
from generator.session import cores as _cores
from generator.session import workers as _workers
from generator.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.report.doubts import DoubtView
    from generator.settings.judgements import Verdict


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="Work in this desk, as git -C does.",
)
@click.version_option(generator.__version__, prog_name="tearsheet")
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """News articles → a briefing site in which every line leads to the sentence it came from.

    A desk is a folder. Put articles into content/articles (.md, .txt, .json, .jsonl), then:

    \b
      tearsheet build     everything: annotate, generate, and the site in site/
      tearsheet serve     the same as a live preview in your browser
      tearsheet check     is everything in order? Writes nothing

    Begin with `tearsheet init DIR`, which makes an empty desk. What you may edit is in site_config/.

    Exit status: 0 done, 1 done with problems under --strict, 2 could not run.
    """
    # Nearly all that a run loads stays to its end: to look through it for some after every few hundred objects, as is
    # usual, takes a tenth of the time.
    gc.set_threshold(50_000, 20, 50)
    context.obj = folder


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.pass_obj
def init(base: Path, folder: Path) -> None:
    """Make an empty desk in DIR, with commented settings and a workflow for GitHub Pages.

    \b
    Example:
      tearsheet init my-desk
      cp ~/articles/*.txt my-desk/content/articles/
      tearsheet -C my-desk build
    """
    from generator.starter import make_desk

    made = make_desk(base / folder)
    desk = base / folder
    console = _console()
    console.print(f"Made a desk in {desk} ({len(made)} files).", markup=False)
    console.print(f"Next: put articles into {desk / 'content' / 'articles'}.", markup=False)
    console.print(f"Then run: tearsheet -C {desk} build", markup=False)


@main.command()
@_common
@_workers
@click.option("--force", is_flag=True, help="Annotate unchanged articles too.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where: on this machine, or on a Ray cluster (pip install 'tearsheet[ray]').",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    envvar="RAY_ADDRESS",
    help="With --engine ray: the cluster, as Ray writes it. [default: RAY_ADDRESS, or one that is started here]",
)
@click.pass_obj
def annotate(
    base: Path, *, strict: bool, as_json: bool, workers: int | None, force: bool, engine: str, cluster: str | None
) -> None:
    """content/articles → content/processed.

    Reads every article and annotates those that are new or changed: sentences, names, quotes, regions, topics. The
    result of each is one JSON file. A broken article is named and costs only itself.

    Many machines: with --engine ray the articles are read by the actors of a Ray cluster, as many as it has processors
    or --workers says. The results are the same. Each of its machines needs this version of Tearsheet.

    \b
    Example:
      tearsheet annotate --engine ray --cluster head.example:6379
      tearsheet build
    """
    from generator.engines.cluster import Cluster

    on = functools.partial(Cluster, workers=workers, address=cluster) if engine == "ray" else None
    with _Run(base, strict=strict, as_json=as_json, workers=workers) as run, run.alone("annotate"):
        _stages.annotate(run, force=force, engine=on)
        run.end()


@main.command()
@_common
@click.pass_obj
def generate(base: Path, *, strict: bool, as_json: bool) -> None:
    """content/processed → content/pages.

    Makes the Markdown of the whole site: complete pages that MkDocs, or any other generator, can build. Only what
    differs is written.
    """
    with _Run(base, strict=strict, as_json=as_json) as run, run.alone("generate"):
        _stages.generate(run)
        run.end()


@main.command()
@_common
@_workers
@click.option("--clean", is_flag=True, help="Make every page of the site again.")
@click.pass_obj
def build(base: Path, *, strict: bool, as_json: bool, workers: int | None, clean: bool) -> None:
    """Everything: annotate, generate, and build the site into site/.

    Only what changed is made again; the outcome is that of a clean build.

    \b
    Example:
      tearsheet build --workers 2
      python3 -m http.server -d site
    """
    from generator.site.build import build_site

    with _Run(base, strict=strict, as_json=as_json, workers=workers) as run, run.alone("build"):
        with _stages.all_pages(run) as (made, stood):
            started = time.monotonic()
            built = build_site(
                run.desk, made.latest, clean=clean, workers=run.page_workers, stood=stood, changed=made.changed
            )
        run.problems += built.problems
        seconds = time.monotonic() - started
        run.summary["site"] = {
            "pages": built.pages, "made": built.made, "why_clean": built.why_clean, "seconds": round(seconds, 2),
        }  # fmt: skip
        why = f" (all of them: {built.why_clean})" if built.why_clean else ""
        run.say(f"Built {built.made:,} of {built.pages:,} pages{why} in {seconds:.1f} s: {run.desk.site}")
        run.say(f"Look at it through a web server: python3 -m http.server -d {run.desk.site}")
        place = "" if run.desk.root == Path.cwd() else f"-C {run.desk.root} "
        run.say(f"Preview it live while you edit: tearsheet {place}serve")
        run.end()


@main.command()
@click.option("--address", metavar="HOST:PORT", help="Where to listen. [default: 127.0.0.1:8000]")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
@click.option(
    "--days", type=click.IntRange(1), metavar="N", help="Leave out articles, editions and quotes older than N days."
)
@click.pass_obj
def serve(base: Path, *, address: str | None, open_browser: bool, days: int | None) -> None:
    """Preview the site live: a new or changed article, template or setting shows within seconds.

    Stop it with Ctrl-C. A broken article gives a warning, and the preview goes on.
    """
    from generator.site.build import serve_site

    desk = Desk(base.resolve())
    desk.check()
    console = _console()
    serve_site(
        desk, address, open_browser=open_browser, say=lambda line: console.print(line, markup=False), days=days,
        workers=_cores(),
    )  # fmt: skip


@main.command()
@_common
@click.option("--site", "with_site", is_flag=True, help="Also check links and sizes of the built site/.")
@click.pass_obj
def check(base: Path, *, strict: bool, as_json: bool, with_site: bool) -> None:
    """Are the settings, the articles and (with --site) the links of the built site in order? Writes nothing."""
    from generator.build import find_model, read_inbox
    from generator.site.budgets import measure
    from generator.site.build import config_file
    from generator.site.links import check_links

    with _Run(base, strict=strict, as_json=as_json) as run:
        settings = run.settings
        find_model(settings.site.model, run.desk.root)
        run.say("Settings: in order")
        articles, problems = read_inbox(run.desk, settings)
        run.problems += problems
        run.summary["articles"] = articles
        run.say(f"Articles: {articles} can be read; problems: {len(problems)}")
        if with_site:
            if not run.desk.site.is_dir():
                raise TearsheetError(f"{run.desk.site}: there is no site yet. Build it first: tearsheet build")
            links, dead = check_links(run.desk.site)
            run.problems += dead
            run.summary |= {"links": links, "dead_links": len(dead)}
            run.say(f"Links: {links} checked, {len(dead)} dead")
            sizes, over = measure(run.desk.site, config_file(run.desk), settings.site.budgets)
            run.problems += over
            run.summary["sizes"] = dataclasses.asdict(sizes)
            run.say(f"Size: {sizes.words}; {len(over)} over budget")
        run.end()


@main.command()
@_common
@click.option(
    "--same", nargs=2, multiple=True, metavar="NAME NAME",
    help="Write into site_config/actors.yml that two names are one actor's.",
)  # fmt: skip
@click.option(
    "--not-same", nargs=2, multiple=True, metavar="NAME NAME",
    help="Write into site_config/actors.yml that two names must stay apart.",
)  # fmt: skip
@click.option("--ask", is_flag=True, help="Show the doubtful joins one by one and write down each answer.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many doubtful joins to show.")
@click.pass_obj
def actors(
    base: Path, *, strict: bool, as_json: bool, same: tuple[tuple[str, str], ...],
    not_same: tuple[tuple[str, str], ...], ask: bool, most: int,
) -> None:  # fmt: skip
    """Doubtful joins of names, with their evidence; your judgement on them.

    Lists names that were joined without being sure, and names that may be one actor's and were left apart; those that
    most articles print come first. A judgement is written into site_config/actors.yml, which always wins; the rest of
    that file stays as it is. Run `tearsheet build` to see it on the site.

    \b
    Examples:
      tearsheet actors
      tearsheet actors --ask
      tearsheet actors --same "Muammar Gaddafi" "Moammar Kadhafi"
      tearsheet actors --not-same "George Bush" "George W. Bush"
    """
    from generator.questions import find_doubts, judge

    with _Run(base, strict=strict, as_json=as_json) as run:
        run.desk.check()
        judgements: list[tuple[Verdict, str, str]] = [("same", *pair) for pair in same]
        judgements += [("not the same", *pair) for pair in not_same]
        written: list[str] = []
        for verdict, one, other in judgements:
            written.append(judge(run.desk, load_settings(run.desk.root), verdict, one, other))
            run.say(f"Wrote to site_config/actors.yml: {written[-1]}")
        if not judgements:
            doubts = find_doubts(run.desk, run.settings)
            run.summary["doubts"] = [dataclasses.asdict(doubt) for doubt in doubts[:most]]
            run.summary["total"] = len(doubts)
            written = _show(run, doubts[:most], ask=ask)
            run.say(f"{len(doubts)} doubtful join{'' if len(doubts) == 1 else 's'}; {min(most, len(doubts))} shown")
        run.summary["written"] = written
        run.end()


def _show(run: _Run, doubts: Sequence[DoubtView], *, ask: bool) -> list[str]:
    """Print the doubts, and write down what the user answers."""
    from generator.questions import judge
    from generator.report.doubts import doubt_lines

    written = []
    for number, doubt in enumerate(doubts, start=1):
        if not run.as_json or ask:
            click.echo("\n".join(doubt_lines(number, doubt)), err=run.as_json)
        if not ask:
            continue
        answer = click.prompt(
            "Same, not the same, later, quit", type=click.Choice(["s", "n", "l", "q"]), default="l", err=True
        )
        if answer == "q":
            break
        if answer != "l":
            verdict: Verdict = "same" if answer == "s" else "not the same"
            try:
                written.append(judge(run.desk, load_settings(run.desk.root), verdict, doubt.one, doubt.other))
            except DeskError as error:  # the other answers must not be lost with this one
                run.say(f"error: {error}")
            else:
                run.say(f"Wrote to site_config/actors.yml: {written[-1]}")
    return written


@main.command()
@_common
@click.argument("name", required=False)
@click.option("--words", multiple=True, metavar="WORD,WORD", help="Single words that show the topic.")
@click.option("--phrases", multiple=True, metavar="PHRASE,PHRASE", help="Several words in a row that show it.")
@click.option("--exclude", multiple=True, metavar="WORD,WORD", help="Words beside which the others do not count.")
@click.option("--parent", metavar="TOPIC", help="The Media Topic above it, by its code or its name.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many articles to show.")
@click.pass_obj
def topics(
    base: Path, *, strict: bool, as_json: bool, name: str | None, words: tuple[str, ...], phrases: tuple[str, ...],
    exclude: tuple[str, ...], parent: str | None, most: int,
) -> None:  # fmt: skip
    """Your own topics: what each catches, and what a new one would. Writes nothing.

    Without NAME and words it lists the topics of site_config/topics.yml with how many articles each catches. With the
    NAME (or id) of one it shows these articles, with sentences and words, what is excluded by which word, and near
    misses. Words, phrases and exclusions that you type are added to those of the file; with a NAME that is not there,
    or none, they are tried out as a new topic, and the lines to put into topics.yml are shown. It works on processed
    articles as they are; nothing is annotated again.

    \b
    Examples:
      tearsheet topics
      tearsheet topics water
      tearsheet topics water --exclude "water polo"
      tearsheet topics Dams --words dam,reservoir --phrases "water rights" --parent "natural resources"
    """
    from generator.questions import try_topics
    from generator.report.trial import entry_lines, list_lines, list_row, trial_lines

    with _Run(base, strict=strict, as_json=as_json) as run:
        single = name is not None or any((words, phrases, exclude, parent))
        trials = try_topics(
            run.desk, run.settings, single=single, name=name, words=words, phrases=phrases, exclude=exclude,
            parent=parent,
        )  # fmt: skip
        if single:
            run.summary["topic"] = dataclasses.asdict(trials[0])
            lines = trial_lines(trials[0], most)
            if any((words, phrases, exclude, parent)):
                lines += [
                    "",
                    "To keep it, let it stand in site_config/topics.yml under topics:",
                    *entry_lines(trials[0]),
                ]
        else:
            run.summary["topics"] = [list_row(trial) for trial in trials]
            lines = list_lines(trials)
        if not run.as_json:
            click.echo("\n".join(lines))
        run.say("Nothing was written.")
        run.end()


@main.command()
@_common
@click.argument("page")
@click.option("--most", type=click.IntRange(1), default=12, show_default=True, help="How many of each kind to show.")
@click.pass_obj
def explain(base: Path, *, strict: bool, as_json: bool, page: str, most: int) -> None:
    """What a page is made from, and why it was last made. Writes nothing.

    PAGE is its address as the browser shows it, or its path below content/pages.

    \b
    Examples:
      tearsheet explain actors/u-thant/
      tearsheet explain content/pages/briefings/1962/10/24.md
    """
    from generator.questions import explain as stage
    from generator.report.explain import explained_lines

    with _Run(base, strict=strict, as_json=as_json, workers=1) as run:
        run.desk.check()
        found = stage(run.desk, run.settings, page)
        run.summary["explained"] = dataclasses.asdict(found)
        if not run.as_json:
            click.echo("\n".join(explained_lines(found, most)))
        run.end()
