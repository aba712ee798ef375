"""A changed rulebook taken over by a running program: checked whole before, never in the middle of a decision."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import re
import shutil
import threading
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from commands import CACHE
from conftest import SOAK
from journaling import EXAMPLES, day, opened
from workbench_folders import asking

from surefoot.engine.findings import BadRulebook, render
from surefoot.engine.infer.compiler import Compiler
from surefoot.engine.infer.durable import Engine
from surefoot.engine.model import Rulebook
from surefoot.engine.reloading import Reloading
from surefoot.engine.rulebook.files import FOLDERS, SHIPPED
from surefoot.engine.service import Surefoot
from surefoot.engine.workbench import check
from surefoot.engine.workbench.check import Report

STATM = Path("/proc/self/statm")
HOLD = (EXAMPLES / "sample-hold.yaml").read_text("utf-8")  # 13 calf raises on the left, and G3 asks for 15
NEEDS = "at least the calf_g3 table"


def outcome(rules: Surefoot) -> str:
    return rules.decide_text(HOLD, "sample-hold.yaml", day("2026-11-20"))[0].outcome


def now(reloading: Reloading) -> str:
    with reloading.in_force() as rules:
        return outcome(rules)


@cache
def compiled(wanted: str) -> tuple[Rulebook, Compiler]:
    book = asking(13) if wanted == "advance" else opened().book
    return book, Compiler(book.conclusions)


class Quick(Reloading):
    """One that is told what is in the folder, which takes no reading and no checking: by the outcome for HOLD."""

    there = ""

    def put(self, wanted: str, digest: str) -> bool:
        self.wanted, self.there = wanted, digest
        return self.reload().changed

    def _digest(self) -> str:
        return self.there

    def _new(self):  # type: ignore[no-untyped-def]
        book, rules = compiled(self.wanted)
        return Surefoot(replace(book, digest=self.there), Engine(book.conclusions, rules)), (), {}


@pytest.fixture
def quick() -> Iterator[Quick]:
    found = Quick(None, Path(CACHE.name))
    yield found
    found.close()


def whole(folder: Path) -> Path:
    """A rulebook of one's own, with no cases; gives the file of G3."""
    for each in FOLDERS:
        shutil.copytree(SHIPPED / each, folder / each, ignore=shutil.ignore_patterns("cases"))
    return folder / "rules/gates/G3.yaml"


def test_what_is_sound_takes_over_and_what_is_faulty_never_does(tmp_path: Path) -> None:
    gate = whole(tmp_path / "ours")
    text = gate.read_text("utf-8")
    assert text.count(NEEDS) == 1
    reloading = Reloading(tmp_path / "ours", Path(CACHE.name))
    assert now(reloading) == "hold"
    same = reloading.reload()
    assert (same.changed, same.refused, same.findings) == (False, False, ())

    gate.write_text(text.replace(NEEDS, "at least 13"), "utf-8")
    assert now(reloading) == "hold"  # until it is told to
    done = reloading.reload()
    assert (done.changed, done.refused) == (True, False)
    with reloading.in_force() as rules:
        assert rules.book.digest == done.digest != same.digest
        assert outcome(rules) == "advance"
        assert rules.book.standing == (f"Decided by an edited rulebook ({done.digest[:8]}), not proved to be safe.",)

    gate.write_text(text.replace(NEEDS, "at least 13 or so"), "utf-8")
    case = tmp_path / "ours/rules/cases/ours.yaml"  # checked as `rules check` does: its cases too
    case.parent.mkdir()
    case.write_text("cases:\n  - {case: x, why: x, from: nobody, expect: {}}\n", "utf-8")
    refused = reloading.reload()
    assert (refused.changed, refused.refused, refused.digest) == (False, True, done.digest)
    said = render(refused.findings, refused.texts)
    assert "rules/gates/G3.yaml:" in said
    assert "13 or so" in said
    assert "rules/cases/ours.yaml:2:" in said

    gate.write_bytes(b"\xff")
    assert [each.code for each in reloading.reload().findings] == ["unreadable"]
    shutil.rmtree(tmp_path / "ours")
    assert [each.code for each in reloading.reload().findings] == ["no-rulebook", "no-rulebook"]
    assert now(reloading) == "advance"
    reloading.close()


def test_one_that_is_written_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: Quick) -> None:
    quick.there = "as it is now"
    before = replace(opened().book, digest="as it was a moment ago")
    monkeypatch.setattr(check, "checked", lambda root: Report(before, [], {}, 0))
    monkeypatch.setattr(Quick, "_new", Reloading._new)
    said = quick.reload()
    assert (said.changed, [each.code for each in said.findings]) == (False, ["rulebook-changed"])
    assert now(quick) == "hold"


def test_a_faulty_one_is_not_begun_with(tmp_path: Path) -> None:
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.yaml").write_text("x: 1\n", "utf-8")
    with pytest.raises(BadRulebook):
        Reloading(tmp_path)


def test_work_that_has_begun_goes_on_by_the_rulebook_it_began_with(quick: Quick) -> None:
    with quick.in_force() as old:
        for number, wanted in enumerate(("advance", "hold", "advance")):
            assert quick.put(wanted, str(number))
        assert outcome(old) == "hold"
        assert now(quick) == "advance"
    assert old.engine._handle is None  # it is gone with the last who used it
    with quick.in_force() as last:
        quick.close()
        assert outcome(last) == "advance"
    with pytest.raises(RuntimeError), quick.in_force():
        pass
    with pytest.raises(RuntimeError):
        quick.put("hold", "after the end")


def test_threads_are_not_disturbed(quick: Quick) -> None:
    """Three decide without a pause while the rulebook changes; each decision is one of the rulebook it names."""
    digests, wrong, done = {quick._held.opened.book.digest: "hold"}, list[str](), list[str]()
    stop = threading.Event()

    def deciding() -> None:
        try:
            while not stop.is_set():
                with quick.in_force() as rules:
                    decision = rules.decide_text(HOLD, "sample-hold.yaml", day("2026-11-20"))[0]
                    done.append(decision.outcome)
                    if digests[rules.book.digest] != decision.outcome or not decision.because:
                        wrong.append(f"{decision.outcome} by {rules.book.digest}")
        except Exception as error:
            wrong.append(repr(error))

    threads = [threading.Thread(target=deciding) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(400 if SOAK else 4):
        digests[str(number)] = wanted = ("advance", "hold")[number % 2]
        assert quick.put(wanted, str(number))
        enough = len(done) + len(threads) + 1  # one of them was begun by the new one
        while len(done) < enough and not wrong:
            time.sleep(0.001)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert {*done} == {"hold", "advance"}


def test_the_page_for_programs() -> None:
    page = (SHIPPED / "docs/workbench.md").read_text("utf-8")
    [code] = re.findall(r"<!-- program -->\n```python\n(.*?)```", page, re.DOTALL)
    found: dict[str, Any] = {"folder": SHIPPED, "text": HOLD, "day": day("2026-11-20")}
    exec(code.replace("(folder)", f"(folder, __import__('pathlib').Path({CACHE.name!r}))"), found)
    assert found["decision"].outcome == "hold"
    assert not found["done"].refused


def megabytes() -> float:
    """What this process holds, without what its allocator has kept of what was given back."""
    gc.collect()
    with contextlib.suppress(AttributeError):  # a library of C that has it
        ctypes.CDLL(None).malloc_trim(0)
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(not STATM.exists(), reason="the memory of a process is read from /proc")
def test_memory_stays_flat_over_some_tens(quick: Quick) -> None:
    """Of the engine, which keeps a megabyte of each rulebook that isn't freed."""
    for number in range(20):
        if number == 6:
            before = megabytes()
        assert quick.put("hold", str(number))
    assert megabytes() - before < 12


def test_nothing_of_an_old_rulebook_is_kept(quick: Quick) -> None:
    assert quick.put("advance", "first")
    with quick.in_force() as old:
        book, engine = weakref.ref(old.book), weakref.ref(old.engine)
        outcome(old)
    del old
    assert quick.put("hold", "second")
    gc.collect()
    assert (book(), engine()) == (None, None)


@pytest.mark.soak
@pytest.mark.skipif(not STATM.exists(), reason="the memory of a process is read from /proc")
def test_memory_stays_flat_over_a_thousand(tmp_path: Path) -> None:
    """Of a whole rulebook, with all that a reload does."""
    gate = whole(tmp_path)
    text, reloading = gate.read_text("utf-8"), Reloading(tmp_path)
    seen = []
    for number in range(1, 1001):
        gate.write_text(f"{text}# edit {number}\n", "utf-8")
        assert reloading.reload().changed
        assert now(reloading) == "hold"
        if number % 100 == 0:
            seen.append(megabytes())
    reloading.close()
    assert max(seen[1:]) - seen[0] < 12, seen
