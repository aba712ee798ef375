"""`surefoot rules show`: one thing of the rulebook in plain words."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from commands import run
from properties.athletes import SOAK
from workbench_folders import overlay

from surefoot.engine.rulebook.files import SHIPPED
from surefoot.engine.rulebook.names import WORDS
from surefoot.engine.workbench.plain_words import condition_lines
from surefoot.engine.workbench.show import ALL_KINDS, Show, opened
from surefoot.engine.workbench.show_text import as_text
from surefoot.engine.workbench.titles import GROUPS


def page(name: str, *more: str) -> str:
    done = run("rules", "show", name, *more)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@cache
def shipped() -> Show:
    """The shipped rulebook, read once for all kinds."""
    return opened(SHIPPED)


def told(name: str) -> str:
    """The pages of a name, without a process of their own."""
    show = shipped()
    return "\n".join(as_text(show.page(kind, show.names[kind][name])) for kind in ALL_KINDS if name in show.names[kind])


def test_a_gate_line() -> None:
    """In plain words, with its tables, source, what feeds it and what it feeds, and its cases."""
    text = page("G3.calf")
    assert text.startswith("G3.calf: Single-leg calf raise\nrule, rules/gates/G3.yaml:43\n\nIt is met when:\n")
    assert "Single-leg calf raise, each side, at least the table calf_g3 (up to 69 years:\n    female 15," in text
    assert "\nWhere it comes from: published.\n  - Goom T, Donnelly G, Brockwell E" in text
    assert "  - measure sl_calf_raise_reps: Single-leg calf raise\n" in text
    assert "What it feeds:\n  - gate G3: Unilateral balance before eccentric work\n  - ladder calf_gastroc: " in text
    assert "  - rules/cases/gates_g3.yaml:" in text


def test_a_criterion_and_its_measure() -> None:
    """Both have the name; the criterion says of each cut whether it is published, and how far it can be trusted."""
    text = told("sl_calf_raise_reps")
    assert "It passes when:\n  Single-leg calf raise at least 20 repetitions\n" in text
    assert "pass cut published, fail cut a default. Evidence quality:\nmoderate norms, low for predicting" in text
    assert "\nmeasure, knowledge/measures/strength.yaml:4\n" in text
    assert "Asked as: How many single-leg calf raises can you do on each leg?" in text


def test_a_red_flag() -> None:
    text = told("RF_FEVER_ILLNESS")
    assert "\nred flag, rules/red_flags.yaml:226\n" in text
    assert "Cleared after so many days without it: 7" in text


def test_a_default_says_so() -> None:
    assert "Where it comes from: a default, not published." in told("TC.novice")


def test_a_gate() -> None:
    """Its lines with what each needs, what keeps it and what caution costs; the phase that it leads to."""
    text = told("G3")
    rise = """\
  G3.rise: One-leg rise from a chair
    - One-leg rise from a chair, each side, at least 8 repetitions
    - kept while: One-leg rise from a chair at least 6 repetitions
    - in the caution band: thigh lowers start one rung easier
"""
    assert "It is open when all of these are met:\n  G3.stance: Single-leg stance, eyes open\n" in text
    assert rise in text
    assert "What it feeds:\n  - phase eccentric: " in text


def test_what_is_concluded_in_order_is_said_so() -> None:
    """Phases, levels and days by their titles; a sum of days and weeks in the singular where it is one."""
    text = told("RD.first_lowers")
    assert "    - Phase: Eccentric emphasis or later\n    - not:\n      - Phase: Plyometrics or later\n" in text
    assert "      - Weeks in this phase less than 1 week\n" in text
    assert "Today: a reduced day or less" in told("RD.reduced_day")
    assert "Pain, Achilles tendon, above the heel, either side, more than 2 out of 10" in told("GL.tendon")


def test_a_phase_shows_its_doses_and_sessions() -> None:
    text = told("eccentric")
    assert "  main, recreational: sets 3, reps 6, seconds 30, in reserve 3, rest in s 120\n" in text
    assert "  Slot Calf: part calf foot, ladders Calf raise, knee straight, dose calf\n" in text


def test_what_a_log_gives_is_shown() -> None:
    """A derivation, by its own name: what it reads and what reads it."""
    text = told("deload_signs")
    assert "derivation, knowledge/derivations/deload.yaml" in text
    assert "  Very sore days of the last four at least 3\n" in text
    assert "  - measure deload_signs: " in text


def test_as_json() -> None:
    [criterion, measure] = json.loads(page("sl_bridge_reps", "--json"))
    assert (criterion["kind"], measure["kind"]) == ("criterion", "measure")
    assert criterion["asks"][0] == {
        "says": "It passes when",
        "lines": ["Single-leg hamstring bridge at least 20 repetitions"],
    }
    assert criterion["origin"] == "pass cut published, fail cut a default"


def test_a_name_that_is_none() -> None:
    done = run("rules", "show", "G3.clf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Nothing in this rulebook is called 'G3.clf'." in done.stderr
    assert "  did you mean: G3.calf\n" in done.stderr


def test_what_is_changed(tmp_path: Path) -> None:
    change = '  - rule: G3.bridge\n    set: {needs: "sl_bridge_reps, each side, at least 22"}\n    reason: Hills.\n'
    text = " ".join(page("G3.bridge", "--rules", str(overlay(tmp_path / "ours", change))).split())
    assert "rule, changes/ours.yaml:2" in text
    assert "each side, at least 22 repetitions" in text
    assert (
        "Changed here: needs: sl_bridge_reps, each side, at least 20 -> sl_bridge_reps, each side, at least 22" in text
    )
    assert "(changes/ours.yaml:2): Hills." in text


@pytest.mark.parametrize("kind", WORDS)
def test_everything_can_be_shown(kind: str) -> None:
    """No kind of thing fails, nothing is shown as it stands in a file, and no line is wider than the terminal."""
    show = shipped()
    for entry in [*show.names[kind].values()][: None if SOAK else 3]:
        page = as_text(show.page(kind, entry), 60)
        lines = page.splitlines()
        assert all(len(line) <= 60 or " " not in line.strip(" -") for line in lines[2:]), lines
        assert not re.search(r"[{}]|Value\(|is yes\b|: $", page), page


def test_what_feeds_and_what_is_fed_agree() -> None:
    """Each is the other, turned round."""
    names, links = shipped().names, shipped().links
    for kind in ("rules", "criteria", "red_flags", "contraindications", "gate"):
        for name in names[kind]:
            for other in links.fed_by((kind, name)):
                assert (kind, name) in links.feeds(other) or other == (kind, name), (kind, name, other)


def test_every_part_and_list_of_rules_has_a_title() -> None:
    show = shipped()
    assert {entry.part for entry in show.names["rules"].values()} <= {*GROUPS}
    assert not [part for part in show.names["parts"] if show.titles.of("parts", part) == part]


def test_conditions_in_words() -> None:
    book, names = shipped().book, shipped().names
    value = names["rules"]["G3.control"].value.data["needs"]
    assert condition_lines(value, book) == [
        "any one of these:",
        "  - Single-leg squat control, each side, at most 2 errors of 4",
        "  - Lateral step-down control, each side, at most 3 points of 6",
    ]
