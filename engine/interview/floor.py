"""The tests on paper: one page for the floor or the track, with blanks, to be typed in afterwards."""

from __future__ import annotations

import textwrap

from .road import Ahead, enough, kit_of, minutes_of, road, sittings, tests_of
from .sheet import Sheet
from .state import State
from .testing import gates_of, hard_days_soon
from .tests_owed import owed

PAPER = 60  # lines of one page
BLANK = "______"


def floor_sheet(sheet: Sheet, width: int = 80, everything: bool = False, plain: bool = False) -> str:
    """The tests of the next sitting, in order, with how they are done and blanks, ending in a newline.

    width      : columns, at least 40
    everything : tests too that can't change anything any more
    plain      : one fact a line, nothing wrapped
    """
    state = State(sheet, (), (), everything)
    page = _Page(state, max(40, min(width, 80)), plain)
    return page.whole(tests_of(road(sheet, (), (), everything)))


class _Page:
    def __init__(self, state: State, width: int, plain: bool):
        self.state, self.sheet, self.width, self.plain = state, state.sheet, width, plain
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
        for line in (book.interview.warm_up, self._hard_run(first)):
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
        self.say(f"Afterwards: surefoot assess {name or ''}".rstrip() + ", and type in what stands here.")
        return "\n".join(line.rstrip() for line in self.lines) + "\n"

    def _nothing(self) -> None:
        if not self.state.true("ready"):
            self.say("No tests yet: the medical screen comes first. Answer it with surefoot assess.")
            return
        left_out = [(measure.title, why) for due in owed(self.state) for measure, why in due.left_out]
        self.say("No tests today." if left_out else "No tests are owed.")
        for title, why in left_out:
            self.say(f"- {title}. {why}", 2)

    def _hard_run(self, tests: list[Ahead]) -> str:
        hard = self.state.book.interview.hard_run
        days = hard_days_soon(self.sheet, int(hard.get("hours", 0)))
        tiring = any(each.measure.test.get("order") in hard.get("orders", ()) for each in tests)
        if not days or not tiring:
            return ""
        return str(hard.get("say", "")).replace("{days}", " and ".join(day.capitalize() for day in days))

    def _test(self, number: int, each: Ahead, ahead: list[Ahead]) -> None:
        measure = each.measure
        settles = enough(self.sheet, measure, gates_of(ahead, measure, each.gate))
        blanks = f"left {BLANK}  right {BLANK}" if measure.sides else BLANK
        self.lines.append("")
        self.say(f"{number}. {measure.title} (about {each.minutes} minutes)")
        self.say(f"   {measure.unit}: {blanks}" if not self.plain else f"{measure.unit}: {blanks}")
        if measure.how:
            self.say(measure.how, 3)
        if settles:
            self.say(f"You may stop at {settles}; then write a plus behind it.", 3)
        if measure.stop_sign:
            self.say(measure.stop_sign, 3)

    def say(self, text: str, indent: int = 0) -> None:
        """A paragraph; as one line where it is plain."""
        if self.plain:
            self.lines.append(text.strip())
            return
        lead = " " * (len(text) - len(text.lstrip(" "))) or " " * indent
        self.lines += textwrap.wrap(
            text.strip(), self.width, initial_indent=lead, subsequent_indent=lead, break_on_hyphens=False
        )
