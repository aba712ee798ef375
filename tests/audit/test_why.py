"""`surefoot why` as its users run it: what is printed, in how many columns, for whom, and what a wrong word says."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from commands import CACHE, run
from journaling import NOW, athlete_of, day, facts, opened, said, session

from surefoot.cli import surefoot
from surefoot.engine.audit.node import Node
from surefoot.engine.audit.reasons import Reasons
from surefoot.engine.audit.subject import on_text
from surefoot.engine.audit.topics import topic_of, tree_of
from surefoot.engine.journal.store import open_journal
from surefoot.engine.rulebook.files import SHIPPED, texts_of

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
SAMPLES = sorted((SHIPPED / "examples").glob("*.yaml"))[:: 1 if SOAK else 3]
HOLD = str(SHIPPED / "examples" / "sample-hold.yaml")
TOPICS = ("", "G3", "G3.calf", "eccentric", "P1", "cg_sl_step", "tue", "today", "dose", "week", "RF_BSI", "visa_a")


def why(*arguments: str, width: int = 80) -> str:
    env = {"COLUMNS": str(width), "SUREFOOT_CACHE": CACHE.name}
    done = CliRunner().invoke(surefoot, ["why", *arguments], env=env, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def reasons(path: Path) -> Reasons:
    return Reasons(on_text(path.read_text("utf-8"), path.name, day("2026-11-20"), opened(), "0.1.0"))


def test_a_hold_in_three_lines_and_its_reasons_below() -> None:
    assert why(HOLD).replace(HOLD, "FILE") == """\
sample-hold, 2026-11-20: phase 3 of 7, unilateral; today: train.
HOLD. Single-leg calf raise: left 13, right 15; at least 15 each side before
slow heavy calf lowers.
Nearest way through: single-leg calf raise, at least 15 on the left.

- Eccentric emphasis [not reached]
    phase.eccentric, knowledge/phases/eccentric.yaml:4
  - Unilateral balance before eccentric work: slow lowers on one leg ask for
    balance, control, and calves that last. [closed]
      G3, rules/gates/G3.yaml:2
    - Single-leg calf raise [not met]
        G3.calf, rules/gates/G3.yaml:43; goom2019
        line 20, 2026-11-18
        15 by age 34 years, sex female: calf_g3, rules/tables.yaml:50
    - The other 7 are met.
- What keeps the phase: G1 kept, G2 kept, GD.none holds.
- Medical screen: all 18 are met [open]
    G0, rules/gates/G0.yaml:2

Outcome and phase rest on 14 facts, red flags apart; had all others been
otherwise, they would be the same.
Lines of facts are those of FILE.
"""


def test_for_the_athlete_no_ids() -> None:
    assert why(HOLD, "--for", "athlete") == """\
sample-hold, 2026-11-20.
HOLD. Single-leg calf raise: left 13, right 15; at least 15 each side before
slow heavy calf lowers.
Nearest way through: single-leg calf raise, at least 15 on the left.
"""
    assert "G3" not in why(HOLD, "G3", "--for", "athlete")


def test_for_the_author_every_firing_in_order() -> None:
    printed = why(HOLD, "--for", "author")
    assert "\n\nEVERY RULE THAT FIRED\n  1  " in printed
    assert "  G3.calf: not met  (G3.calf, rules/gates/G3.yaml:43)\n" in printed
    data = json.loads(why(HOLD, "G3.calf", "--for", "author", "--json"))
    assert {each["rule"] for each in data["fired"]} == {"G3.calf", "sl_calf_raise_reps"}
    assert [each["number"] for each in data["fired"]] == list(range(1, len(data["fired"]) + 1))


def test_why_not() -> None:
    assert why(HOLD, "--not", "eccentric").startswith("""\
sample-hold, 2026-11-20.
Eccentric emphasis: not yet. Enough by itself: single-leg calf raise, at least
15 on the left (now: left 13, right 15).
""")
    data = json.loads(why(HOLD, "--not", "eccentric", "--json"))
    assert [[each["rules"] for each in way] for way in data["ways"]] == [[["G3.calf"]]]
    assert data["alone"][0]["needed"] == "at least 15 on the left"
    assert why(HOLD, "--not", "unilateral").splitlines()[1] == "Unilateral strength and balance: it is so already."


@pytest.mark.parametrize(
    ("exercise", "because"),
    [
        ("cg_sl_step", "rung 6 of\n    12; this one is rung 7, further up; 2 clean sessions in a row"),
        ("pv_sl_pogo", "- From phase 5, plyometric, on: phase 3, unilateral [not reached]"),
    ],
)
def test_an_exercise_that_was_not_chosen_says_why(exercise: str, because: str) -> None:
    assert because in why(HOLD, "--not", exercise)


def test_kit_that_is_not_there_is_a_reason() -> None:
    found = reasons(SHIPPED / "examples/sample-no-kit.yaml")
    missing = [each for each in opened().book.exercises.values()
               if not found.decision.true(each.allowed) and each.from_phase == found.decision.phase]  # fmt: skip
    trees = [tree_of(topic_of(each.id, found.decision), found) for each in missing]
    assert any(child.status == "kit" and " needs " in child.title for tree in trees for child in tree.children)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_page_is_wider_than_it_may_be_nor_says_a_sentence_twice(path: Path) -> None:
    from surefoot.engine.page.why_text import WhyText

    found = reasons(path)
    for number, topic in enumerate(TOPICS):
        tree = tree_of(topic_of(topic, found.decision), found) if topic else found.outcome()
        columns = 60 if number % 2 else 80
        lines = WhyText(found, columns).why(tree).splitlines()
        assert max(map(len, lines)) <= columns
    page = WhyText(found, 80).why(found.outcome())
    sentences = {node.say for node in found.outcome().walk() if len(node.say) > 40 and node.kind in ("line", "rule")}
    flat = " ".join(page.split()).lower()
    assert all(flat.count(" ".join(each.lower().split())) <= 1 for each in sentences)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_place_is_a_line_of_the_rulebook(path: Path) -> None:
    texts = {name: text.splitlines() for name, text in texts_of(SHIPPED).items()}
    told = path.read_text("utf-8").splitlines()
    found = reasons(path)

    def holds(node: Node) -> None:
        if node.place:
            file, _, line = node.place.rpartition(":")
            assert 1 <= int(line) <= len(texts[file]), node
        if node.kind in ("line", "flag") and "." in node.id and not node.id.startswith("G0."):
            file, _, line = node.place.rpartition(":")
            near = "\n".join(texts[file][max(0, int(line) - 12) : int(line) + 6])
            assert node.id in near, node
        if node.origin is not None and node.origin.line:
            assert told[node.origin.line - 1].strip()
            assert "," not in node.id

    for node in found.outcome().walk():
        holds(node)


def test_of_a_journal_the_entry_and_its_day(tmp_path: Path) -> None:
    journal = tmp_path / "journal.db"
    with open_journal(journal) as kept:
        kept.append([facts("2026-11-20", said("sample-hold"))], NOW)
        whose = athlete_of(kept)
        whose.record(whose.decide(day("2026-11-20")), NOW)
        kept.append([facts("2026-11-21", {"measures": {"sl_calf_raise_reps": {"left": 20}}})], NOW)
    before = journal.read_bytes()
    printed = why("a:1", "G3.calf", "--journal", str(journal))
    assert "left 13, right 15" in printed
    assert "    entry 1 of 2026-11-20, for 2026-11-18\n" in printed
    data = json.loads(why("a", "--json", "--journal", str(journal)))
    calf = next(each for each in data["rests_on"] if each["id"] == "sl_calf_raise_reps.left")
    assert calf["origin"]["entries"] == [{"entry": 1, "day": "2026-11-20"}]
    assert data["same"]
    assert journal.read_bytes() == before


def test_what_was_worked_out_from_a_log_names_its_sessions(tmp_path: Path) -> None:
    """And a decision that another program changed is not put down to surefoot's version."""
    journal = tmp_path / "journal.db"
    own = {**said("sample-racer-new-to-lifting"), "position": {"phase": "bilateral", "weeks_in_phase": 4}}
    own.pop("log", None)
    with open_journal(journal) as kept:
        kept.append([facts("2026-11-10", own)], NOW)
        whose = athlete_of(kept)
        whose.record(whose.decide(day("2026-11-10")), NOW)
        for held in ("2026-11-12", "2026-11-16"):
            done = [{"exercise": "knee_goblet", "sets": [{"reps": 8}], "pain": 4}]
            kept.append([session(held, phase="bilateral", pain=4, items=done)], NOW)
        whose = athlete_of(kept)
        whose.record(whose.decide(day("2026-11-20")), NOW)
    assert "    entry 3 of 2026-11-16 and 1 earlier, for 2026-11-20\n" in why("a", "G2.pain", "--journal", str(journal))
    with sqlite3.connect(journal) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE decisions SET result = replace(result, 'HOLD', 'WAIT')")
    printed = " ".join(why("a", "--journal", str(journal)).split())
    assert "by the same version of surefoot: another program may have changed the journal." in printed


def test_a_word_that_is_none_is_a_finding(tmp_path: Path) -> None:
    done = run("why", HOLD, "G3.calv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Nothing that a decision can be asked about is called 'G3.calv'.  [unknown-topic]" in done.stderr
    assert "\n  did you mean: G3.calf\n" in done.stderr
    done = run("why", HOLD, "--not", "excentric", "--json")
    assert done.returncode == 2
    finding: dict[str, Any] = json.loads(done.stdout)["findings"][0]
    assert (finding["code"], finding["nearest"]) == ("unknown-topic", "eccentric")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_sentence_of_the_trace_has_a_hole(path: Path) -> None:
    """Each field of an author's sentence is filled in, in what `decide --json` and `--for author` say."""
    for each in reasons(path).decision.because:
        assert "{" not in each.say, each
        assert each.say == " ".join(each.say.split()), each
        assert not re.search(r" [;.,]|\bof (the )?(that|;)", each.say), each


def test_what_is_shown_in_a_gates_form_and_the_next_session_name_their_own_lines() -> None:
    """The line that has its name, and not that of the first rule below it."""
    for topic, id_ in (("today", "GR"), ("GR", "GR"), ("GD", "GD"), ("GL", "GL"), ("dose", "progress.same")):
        (place,) = re.findall(rf"^ +{id_}, (\S+)$", why(HOLD, topic), re.MULTILINE)
        file, line = place.split(":")
        written = (SHIPPED / file).read_text("utf-8").splitlines()[int(line) - 1].strip()
        assert written.startswith(f"gate: {id_}" if len(id_) == 2 else "same: "), (topic, place, written)
