"""A text that somebody wrote, with the question that it answers and the place where it stands.

The place is a file's line and column, a column of the command line, or nowhere for what was typed at a prompt.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..facts.values import Mistake, shown
from ..findings import Finding, nearest
from ..interview.typed import NONE_WORDS, tidy
from ..logic import NOWHERE, Place

COMMAND_LINE = "command line"
FLAG = "--"


@dataclass(frozen=True)
class Said:
    """One answer.

    key  : the question's id, or `did` for what was done of an exercise
    text : as it was written
    """

    key: str
    text: str
    place: Place = NOWHERE

    def finding(self, mistake: Mistake, offset: int = 0) -> Finding:
        """A mistake in it; `offset`: so many characters from the beginning of the text."""
        file, line, column = self.place
        column += offset if line else 0
        return Finding(mistake.code, mistake.say, file, line, column, self.key, mistake.seen, mistake.expected,
                       mistake.nearest)  # fmt: skip


def is_none(text: str) -> bool:
    """Whether it says that there is nothing of what was asked."""
    return tidy(text) in NONE_WORDS


def once(said: Iterable[Said], several: Collection[str] = ()) -> tuple[dict[str, Said], list[Finding]]:
    """Answers by their question, each once; a second one is a finding, unless its key may come several times."""
    found: dict[str, Said] = {}
    findings = []
    for each in said:
        if each.key in several:
            continue
        if each.key in found:
            mistake = Mistake("twice", f"'{each.key}' is answered twice.", shown(each.text), "one answer to each")
            findings.append(each.finding(mistake))
        else:
            found[each.key] = each
    return found, findings


def in_flags(athlete: str, words: Sequence[str], known: Collection[str]) -> tuple[list[Said], list[Finding], str]:
    """Answers given as flags (--soreness 2, or --soreness=2), what is wrong with them, and the line that they stand in.

    words : of the command line, after the athlete
    known : the ids of all questions
    """
    said: list[Said] = []
    findings: list[Finding] = []
    line, starts = _line_of(athlete, words)
    flags = [_flag(each) for each in known]
    number = 0
    while number < len(words):
        word, start = words[number], starts[number]
        place = Place(COMMAND_LINE, 1, start + 1)
        number += 1
        if not word.startswith(FLAG):
            say = f"'{shown(word)}' belongs to no flag."
            findings.append(
                Finding("unknown-flag", say, *place, seen=shown(word), expected="flags, as in --soreness 2")
            )
            continue
        name, equals, text = word.partition("=")
        key = name[len(FLAG) :].replace("-", "_")
        at = start + len(name) + 1
        if not equals and number < len(words) and not words[number].startswith(FLAG):
            text, at, equals = words[number], starts[number], "="
            number += 1
        if key not in known:
            say = f"'{shown(name)}' is not a flag of surefoot log."
            near = nearest(name, flags)
            findings.append(
                Finding("unknown-flag", say, *place, seen=shown(name), expected=", ".join(flags), nearest=near)
            )
        elif not equals:
            say = f"'{name}' says nothing."
            findings.append(
                Finding("null", say, *place, path=key, seen="nothing", expected=f"an answer, as in {name} ...")
            )
        else:
            said.append(Said(key, text, place._replace(column=at + 1)))
    return said, findings, line


def _flag(key: str) -> str:
    return FLAG + key.replace("_", "-")


def _line_of(athlete: str, words: Sequence[str]) -> tuple[str, list[int]]:
    """The command line as it may have been typed, and where each word's own letters begin in it, from 0."""
    line, starts = f"surefoot log {athlete}", []
    for word in words:
        quoted = shlex.quote(word)
        starts.append(len(line) + 1 + (quoted != word))
        line += f" {quoted}"
    return line, starts
