"""knowledge/log.yaml: the questions before and after a session, and what can be right in a log."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Value
from ..findings import Finding
from ..model import Measure, Rulebook
from ..training import Logbook, LogQuestion
from .fields import listed, pairs, steps, text, whole
from .names import Names

RANGE = re.compile(r"(-?[0-9.]+) to (-?[0-9.]+)\Z")
OF_A_MEASURE = ("measure", "morning")
OF_THE_COMMAND = (  # flags of `surefoot log` that are there already, or columns that a session's file has
    "session", "did", "done", "minutes", "effort", "note", "more", "exercise", "set", "side", "date", "on", "file",
    "correct", "take_back", "list", "json", "journal", "rules", "help", "new", "another", "check_in",
)  # fmt: skip


def read_logbook(value: Value, findings: list[Finding]) -> Logbook:
    """The logbook as it is written; what is wrong with a range goes to the findings."""
    questions = [
        LogQuestion(text(each, "id"), text(each, "asks", "measure"), text(each, "measure"), text(each, "ask"),
                    text(each, "how"), text(each, "example"))
        for each in listed(value.get("check_in"))
    ]  # fmt: skip
    session = {key: LogQuestion(key, key, "", text(each, "ask"), text(each, "how"), text(each, "example"))
               for key, each, _ in pairs(value.get("session"))}  # fmt: skip
    amounts = {key: _amount(key, each, findings) for key, each, _ in pairs(value.get("amounts"))}
    days = whole(value, "screens_days"), whole(value, "list_days")
    return Logbook(tuple(questions), session, amounts, text(value, "why"), *days)


def _amount(key: str, value: Value, findings: list[Finding]) -> Measure:
    """An amount as a measure that no facts file holds; sentences about it use its title."""
    step, units = text(value, "step", "1"), value.get("units")
    low, high, wrong = range_of(value, step)
    findings += wrong
    return Measure(
        text(value, "title", key), "number", text(value, "title", key), (), value.place, unit=text(value, "unit"),
        low=low, high=high, step=step,
        units={unit: str(item.data) for unit, item in units.items()} if units else {},
    )  # fmt: skip


def range_of(value: Value, step: str) -> tuple[int, int, list[Finding]]:
    """The smallest and the largest value, in steps."""
    findings: list[Finding] = []
    written, match = value.get("range"), RANGE.match(text(value, "range"))
    if written is None or match is None:
        return 0, 1, findings
    low, high = (steps(each, step, written.at(each), findings, "a range such as 0 to 25") for each in match.groups())
    if low >= high and not findings:
        findings.append(
            Finding(
                "range",
                f"The range {written.data} is empty.",
                *written.place,
                seen=str(written.data),
                expected="the smaller number first",
            )
        )
    return low, high, findings


def check_logbook(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Questions of the check-in that lack their measure or have one too many, and ids that the command uses itself."""
    for entry in names["questions"].values():
        asks, measure = text(entry.value, "asks", "measure"), text(entry.value, "measure")
        if entry.name in OF_THE_COMMAND:
            say = f"'{entry.name}' can't be the id of a question: `surefoot log` uses the word for something else."
            yield Finding("duplicate-id", say, *entry.place, path=entry.path, seen=entry.name, expected="another id")
        if asks in OF_A_MEASURE and not measure and names.sound("questions", entry.name):
            say = f"The question '{entry.name}' doesn't say which measure it asks for."
            yield Finding("log-question", say, *entry.place, path=entry.path, expected="measure: and its name")
        of, named = book.measures.get(measure), entry.value.get("measure")
        if of is not None and named is not None and (of.sides or of.site or of.kind != "number") and asks == "morning":
            say, expected = (
                f"{measure} is no single number, so it can't say how a morning was.",
                "a number without sides",
            )
            yield Finding("log-question", say, *named.place, seen=measure, expected=expected)
