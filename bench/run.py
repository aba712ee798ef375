"""Times surefoot, as ratios taken in one run: what is timed beside it is the same machine at the same moment.

    python bench/run.py

Prints a line a figure with its limit. Exits 1 when one is over its limit.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "examples" / "sample-hold.yaml"
WARM_MS, WHOLE, HELP = 20.0, 3.0, 1.5
JOURNAL_MS, YEARS = 1000.0, (1, 3, 10)
SQUAD_FILES, SQUAD_JOURNAL, WEEKS = 12.0, 7.0, 8
ROUNDS, FEW = 15, 5


def process(*arguments: str) -> float:
    """Seconds that a whole Python process takes."""
    start = time.perf_counter()
    keeps = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as users run it
    subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=keeps,
    )
    return time.perf_counter() - start


def ratio(ours: tuple[str, ...], theirs: tuple[str, ...], rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Medians of both, run in turn, and the median of the pairs' ratios."""
    process(*ours), process(*theirs)
    pairs = [(process(*ours), process(*theirs)) for _ in range(rounds)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def warm() -> tuple[float, float]:
    """Milliseconds for one warm decision with its trace: the median, and the fastest."""
    warnings.simplefilter("ignore")
    from surefoot.engine.decision.decide import decide
    from surefoot.engine.facts.derive import derive
    from surefoot.engine.facts.reading import read_facts
    from surefoot.engine.service import open_surefoot

    opened = open_surefoot()
    answers, _ = read_facts(FACTS.read_text(encoding="utf-8"), str(FACTS), opened.book, date(2026, 11, 20))
    assert answers is not None
    facts = derive(answers, opened.book)
    times = []
    for _ in range(200):
        start = time.perf_counter()
        decide(facts, opened.book, opened.engine)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), min(times)


def main() -> None:
    """All figures."""
    over = False

    def line(what: str, figure: float, limit: float, more: str) -> None:
        nonlocal over
        over = over or figure > limit
        print(f"{what:<46} {figure:7.2f}  limit {limit:6.1f}  {'over' if figure > limit else 'ok':<5} {more}")

    def journal() -> None:
        """What a decision and its week cost, read from a journal of so many years."""
        from journal import build, read_ms

        from surefoot.engine.service import open_surefoot

        opened, grown = open_surefoot(), []
        with tempfile.TemporaryDirectory() as folder:
            for years in YEARS:
                path = Path(folder, f"{years}.db")
                figure, entries = read_ms(path, build(path, years, FACTS, opened), opened)
                grown.append(f"{years} y, {entries} entries: {figure:.0f} ms")
        line("decision and week from a journal of 10 years, ms", figure, JOURNAL_MS, "; ".join(grown))

    def squad(command: tuple[str, ...]) -> None:
        """What a table of 200 athletes takes beside one decision: of files, and of a journal decided on today."""
        import squad as bench

        from surefoot.engine.service import open_surefoot

        decide = (*command, "decide", str(FACTS))
        with tempfile.TemporaryDirectory() as folder:
            bench.files(Path(folder))
            path = Path(folder, "journal.db")
            bench.journal(path, open_surefoot(), date.today(), WEEKS)
            for what, words, limit in (("200 files", (folder,), SQUAD_FILES),
                                       ("200 in a journal", ("--journal", str(path)), SQUAD_JOURNAL)):  # fmt: skip
                ours, theirs, times = ratio((*command, "squad", *words), decide, FEW)
                line(f"surefoot squad of {what} / decide of one", times, limit,
                     f"{ours:.2f} s / {theirs * 1000:.0f} ms")  # fmt: skip

    with tempfile.TemporaryDirectory() as cache:
        os.environ["SUREFOOT_CACHE"] = cache
        command = ("-c", "from surefoot.cli import main; main()")
        squad(command)
        journal()
        median, fastest = warm()
        line("one warm decision with its trace, ms", median, WARM_MS, f"fastest {fastest:.2f}")
        ours, theirs, times = ratio(
            (*command, "decide", str(FACTS)), ("-c", "import click, yaml, tabulate, durable.engine")
        )
        line("surefoot decide / importing its packages", times, WHOLE, f"{ours * 1000:.0f} ms / {theirs * 1000:.0f} ms")
        ours, theirs, times = ratio((*command, "--help"), ("-c", "import click"))
        line("surefoot --help / importing click", times, HELP, f"{ours * 1000:.0f} ms / {theirs * 1000:.0f} ms")
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
