"""The tests on paper: one page for the floor or the track, with blanks, to be typed in afterwards."""

from __future__ import annotations

import textwrap

from .road import Ahead, enough, kit_of, minutes_of, road, sittings, tests_of
from .sheet import Sheet
from .state import State
from .testing import gates_of, hard_run_soon
from .tests_owed import owed

BLANK = "______"


def floor_sheet(sheet: Sheet, width: int = 80, everything: bool = False, plain: bool = False, again: str = "") -> str:
    """The tests of the next sitting, in order, with how they are done and blanks, ending in a newline.

    width      : columns, at least 40
    everything : tests too that can't change anything any more
    plain      : one fact a line, nothing wrapped
    again      : the command that takes in what was written
    """
    state = State(sheet, (), (), everything)
    page = _Page(state, max(40, min(width, 80)), plain, again)
    return page.whole(tests_of(road(sheet, (), (), everything)))


class _Page:
    def __init__(self, state: State, width: int, plain: bool, again: str):
        self.state, self.sheet, self.width, self.plain = state, state.sheet, width, plain
        self.again = again or f"surefoot assess {state.sheet.athlete}".rstrip()
        self.lines: list[str] = []

    def whole(self, ahead: list[Ahead]) -> str:
        book = self.state.book
        name = self.sheet.athlete
        self.say(f"Tests for {name}, {self.sheet.as_of}" if name else f"Tests, {self.sheet.as_of}")
        if not ahead:
            self._nothing()
            return "\n".join(self.lines) + "\n"
        first, *later = sittings(book, self.state, ahead)
        self.say(
            f"{len(first)} tests, about {minutes_of(first)} minutes. You need: {', '.join(kit_of(self.state, first))}."
        )
        self.say("Done on: ____-__-__")
        for line in (book.interview.warm_up, hard_run_soon(self.state, [each.measure for each in first])):
            if line:
                self.say(line)
        for number, each in enumerate(first, start=1):
            self._test(number, each, ahead)
        self.lines.append("")
        for number, sitting in enumerate(later, start=2):
            titles = "; ".join(each.measure.title for each in sitting)
            self.say(f"Sitting {number}, another day, if these go well ({minutes_of(sitting)} minutes): {titles}.")
        left_out = [f"{measure.title} ({why.rstrip('.')})" for due in owed(self.state) for measure, why in due.left_out]
        if left_out:
            self.say(f"Not today: {'; '.join(dict.fromkeys(left_out))}.")
        self.say(f"Afterwards type it in: {self.again}")
        return "\n".join(line.rstrip() for line in self.lines) + "\n"

    def _nothing(self) -> None:
        if not self.state.true("ready"):
            self.say(f"No tests yet: the medical screen comes before them. Answer it: {self.again}")
            return
        left_out = [(measure.title, why) for due in owed(self.state) for measure, why in due.left_out]
        self.say("No tests today." if left_out else "No tests are owed.")
        for title, why in left_out:
            self.say(f"- {title}. {why}", 2)

    def _test(self, number: int, each: Ahead, ahead: list[Ahead]) -> None:
        measure = each.measure
        settles = enough(self.sheet, measure, gates_of(ahead, measure, each.gate))
        blanks = f"{measure.unit}: " + (f"left {BLANK}  right {BLANK}" if measure.sides else BLANK)
        title = f"{number}. {measure.title}, {measure.minutes} minutes"
        self.lines.append("")
        gap = self.width - len(title) - len(blanks)
        if self.plain or gap < len("  "):
            self.say(title)
            self.say(blanks, 3)
        else:
            self.lines.append(title + " " * gap + blanks)
        stop = f"You may stop at {settles}, and write a plus behind it." if settles else ""
        parts = [text for text in (measure.how, stop, measure.stop_sign) if text]
        for text in parts if self.plain else [" ".join(parts)]:
            self.say(text, 3)

    def say(self, text: str, indent: int = 0) -> None:
        """A paragraph; as one line where it is plain."""
        if self.plain:
            self.lines.append(text.strip())
            return
        lead = " " * indent
        self.lines += textwrap.wrap(
            text.strip(),
            self.width,
            initial_indent=lead,
            subsequent_indent=lead,
            break_long_words=False,  # a path that is to be typed again stays whole
            break_on_hyphens=False,
        )
