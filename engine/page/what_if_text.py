"""`what-if` in a terminal: what was set, how it comes out, and what differs."""

from __future__ import annotations

from ..audit.differences import Difference
from ..audit.settings import Setting
from ..audit.what_if import WhatIf, in_words
from ..decision.summary import summary
from .tree_text import TreeText
from .why_text import NARROWEST, WIDEST

NOTHING = "Nothing differs."
WRITTEN = "Nothing was written."
DECIDES = ("outcome", "phase", "tier", "level", "today")
WEEK = ("progression", "session", "exercise", "dose")


def what_if_text(found: WhatIf, width: int) -> str:
    """The page, ending in a newline."""
    out = TreeText(max(NARROWEST, min(width, WIDEST)))
    answers = found.then.decision.facts.answers
    out.say(f"{answers.athlete or 'No name'}, {answers.as_of.isoformat()}, with "
            f"{'; '.join(_set(setting, was) for setting, was in found.settings)}:")  # fmt: skip
    for note in found.notes:
        out.say(note)
    if not found.differs:
        out.say(f"{NOTHING} {summary(found.then.decision)}")
    else:
        said = summary(found.then.decision)
        same = said == summary(found.before.decision)
        out.say(f"As before: {said}" if same else said)
        _differences(found, out)
    out.lines.append("")
    out.say(WRITTEN)
    return "\n".join(line.rstrip() for line in out.lines) + "\n"


def _set(setting: Setting, was: str) -> str:
    day = f" of {setting.date.isoformat()}" if setting.date else ""
    if setting.value is None:
        return f"{setting.name} not known{f' (was {was})' if was else ''}"
    return f"{setting.name} = {in_words(setting.value)}{day}{f' (was {was})' if was else ''}"


def _differences(found: WhatIf, out: TreeText) -> None:
    gates = {each.id for each in found.differs if each.what == "gate"}
    parts = (
        ("Decided otherwise", [each for each in found.differs if each.what in DECIDES or each.what == "flag"]),
        ("Gates and lines", [each for each in found.differs if each.what in ("gate", "line")]),
        ("The week", [each for each in found.differs if each.what in WEEK]),
        ("Warnings", [each for each in found.differs if each.what == "warning"]),
    )
    for title, differs in parts:
        if differs:
            out.title(title)
        for each in differs:
            inside = each.what == "line" and each.where in gates
            out.lines += _line(each, 2 if inside else 0, out)


def _line(each: Difference, indent: int, out: TreeText) -> list[str]:
    page = TreeText(out.width)
    if each.what == "warning":
        page.say(f"- {'new' if each.after else 'gone'}: {each.title}", indent, 2)
        return page.lines
    name = f"{each.title} ({each.id})" if each.what in ("gate", "line") else each.title
    if each.what == "session":
        name = f"Session {each.id}"
    elif each.where and each.what in WEEK:
        name = f"{each.where}: {each.title}" if each.what == "dose" else each.where
    page.say(f"- {name[:1].upper()}{name[1:]}: {each.before}, now {each.after}", indent, 2)
    return page.lines
