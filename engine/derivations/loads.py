"""The next weight of an exercise: what was lifted last, judged against what was shown, by rules/progression.yaml.

A weight goes up when so many repetitions more than asked went well in so many sessions running, at the weight shown and
with the reserve asked; by little, in steps that the kit can do, one axis at a time. Reductions don't stack: the
strongest bites, and it is taken of the weight before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from ..logic import Place
from ..training import Exercise
from .lifted import EPLEY, HUNDRED
from .log import Log, Row, day_of, number
from .model import LoadRules, Raise
from .shown import shown_item, shown_session

MORE = "more"


@dataclass(frozen=True)
class Step:
    """The kit that the weight is made with: its smallest step in kg, and how a sentence names it."""

    kg: Fraction
    kit: str


@dataclass(frozen=True)
class Target:
    """What is asked next: repetitions and reserve, None where they don't count."""

    reps: int | None = None
    rir: int | None = None
    sets: int = 0


@dataclass(frozen=True)
class Load:
    """The next weight.

    kg      : what can be put together; of `help_` what takes weight off
    asked   : before rounding
    because : the words' key: raised, same, reduced, too_hard, retarget, reps_first
    """

    kg: Fraction
    asked: Fraction
    step: Fraction
    say: str
    because: str
    place: Place
    help_: bool = False
    entries: tuple[int, ...] = ()


@dataclass(frozen=True)
class Done:
    """An exercise as it was done once, and what had been shown for it."""

    row: Row
    shown: Mapping[str, Any]
    load: Fraction
    help_: bool

    @property
    def rules(self) -> set[str]:
        return {str(rule) for rule in self.shown.get("because", ())}


def history_of(exercise: Exercise, log: Log, days: int) -> list[Done]:
    """The sessions of so many days with a weight (or a help) on it, the latest first; light days left out."""
    found = []
    for row in log.rows("exercises", (0, days)):
        if row.get("exercise") != exercise.id or row.get("day") == "light":
            continue
        entry = log.entry(row.entry)
        session, _ = shown_session(entry, log)
        sets = [each for item in entry.data.get("items", ()) if item.get("exercise") == exercise.id
                for each in item.get("sets") or ()]  # fmt: skip
        helps = [number(each.get("assist_kg")) for each in sets]
        help_ = any(helps)
        told = helps if help_ else [number(each.get("load_kg")) for each in sets]
        known = [value for value in told if value]
        if known and len(known) == len(told):
            load = max(known) if help_ else min(known)
            found.append(Done(row, shown_item(session, exercise.id) or {}, load, help_))
    return found


def next_load(
    exercise: Exercise, log: Log, rules: LoadRules, step: Step, level: str, target: Target, progress: str,
    reduced: Mapping[str, int],
) -> Load | None:  # fmt: skip
    """The next weight, or None where the log has none for this exercise.

    level    : whose raise counts
    progress : more, same or less, as it was decided for the next session
    reduced  : per cent of the weight that the biting rule leaves, by its id; at most one
    """
    done = history_of(exercise, log, rules.look_back_days)
    if not done:
        return None
    # What a reduction that still holds had made lighter is not made lighter by it again.
    before = next((each for each in done if not each.rules & reduced.keys()), done[-1])
    last, base = done[0], _base(before)
    entries = tuple(sorted({each.row.entry for each in done[: rules.sessions]} | last.row.reads))
    work = _Work(exercise, rules, step, base, entries)
    off = last.row.get("rir_off")
    cuts = [(percent, "reduced") for percent in reduced.values()]
    if isinstance(off, Fraction) and off <= rules.too_hard:
        cuts.append((rules.too_hard_to, "too_hard"))
    if last.help_:
        return _helped(work, last, done, rules, progress, bool(cuts))
    if cuts:
        percent, why = min(cuts)
        return work.down(base * percent / HUNDRED, why)
    harder = _demand(target.reps, target.rir) - _demand(before.shown.get("reps"), before.shown.get("rir"))
    if before.shown and target.reps is not None and harder > 0:
        shown = _demand(before.shown.get("reps"), before.shown.get("rir"))
        once = base * (1 + Fraction(shown) / EPLEY)
        return work.down(once / (1 + Fraction(_demand(target.reps, target.rir)) / EPLEY), "retarget")
    more_sets = target.sets > int(number(last.shown.get("sets")) or 0)
    if progress == MORE and level in rules.raises and not more_sets and earned(done, rules, log):
        return work.up(rules.raises[level], done)
    return work.stay()


def _base(done: Done) -> Fraction:
    """The weight that counts as done: where it fell short of what was shown, no more than was shown."""
    shown = number(done.shown.get("load_kg"))
    return min(done.load, shown) if shown and done.row.get("as_shown") is not True else done.load


def _demand(reps: Any, rir: Any) -> int:
    """The repetitions that a weight has to allow: those asked and those to be left."""
    return int(number(reps) or 0) + int(number(rir) or 0)


def earned(done: Sequence[Done], rules: LoadRules, log: Log) -> bool:
    """Two for two, at this weight, which has stood for long enough."""
    last = done[: rules.sessions]
    if len(last) < rules.sessions:
        return False
    weight = _base(last[0])
    for each in last:
        over = each.row.get("over")
        well = each.row.get("as_shown") is True and isinstance(over, Fraction) and over >= rules.over
        lighter = each.load > weight if each.help_ else each.load < weight
        if not well or lighter or each.help_ != last[0].help_:
            return False
    since = log.today
    for each in done:
        if each.load != weight:
            break
        since = each.row.day
    return (log.today - since) >= timedelta(days=rules.one_axis_days)


@dataclass(frozen=True)
class _Work:
    exercise: Exercise
    rules: LoadRules
    step: Step
    base: Fraction
    entries: tuple[int, ...]

    def load(self, kg: Fraction, asked: Fraction, why: str, help_: bool = False, **more: str) -> Load:
        words = self.rules.words
        key = "help_exact" if help_ else "exact" if kg == asked else "rounded"
        rounded = words.get(key, "{kg} kg")
        fields = {"kg": plain(kg), "asked": plain(asked), "kit": self.step.kit, "step": plain(self.step.kg), **more}
        say = " ".join(part for part in (rounded, words.get(why, "")) if part)
        for name, text in {"before": plain(self.base), **fields}.items():
            say = say.replace("{" + name + "}", text)
        return Load(kg, asked, self.step.kg, say, why, self.rules.place, help_, self.entries)

    def stay(self) -> Load:
        return self.load(self.base, self.base, "same")

    def down(self, asked: Fraction, why: str) -> Load:
        return self.load(min(self.base, self._floor(asked)), asked, why)

    def up(self, by: Raise, done: Sequence[Done]) -> Load:
        more = min(max(self.base * by.per_cent / HUNDRED, by.at_least), by.at_most)
        asked = min(self.base + more, self.base * (HUNDRED + by.most) / HUNDRED)
        kg = self._floor(asked)
        if kg > self.base:
            return self.load(kg, asked, "raised")
        reps = [each.row.get("last_reps") for each in done[: self.rules.sessions]]
        if all(isinstance(value, Fraction) and value >= self.rules.by_reps for value in reps):
            return self.load(self._floor(self.base) + self.step.kg, asked, "raised")
        return self.load(self.base, asked, "reps_first", reps=str(self.rules.by_reps))

    def _floor(self, kg: Fraction) -> Fraction:
        """As much as the kit can do of it, rounded down; at least one step."""
        return max(kg // self.step.kg * self.step.kg, min(self.step.kg, self.base))


def _helped(work: _Work, last: Done, done: Sequence[Done], rules: LoadRules, progress: str, cut: bool) -> Load:
    """Help makes an exercise easier: less of it is more."""
    help_ = last.load
    if cut:
        return work.load(help_ + work.step.kg, help_ + work.step.kg, "help_more", True)
    if progress == MORE and all(
        each.row.get("as_shown") is True and isinstance(each.row.get("over"), Fraction)
        and each.row.get("over") >= rules.over and each.load <= help_  # type: ignore[operator]
        for each in done[: rules.sessions]
    ) and len(done) >= rules.sessions:  # fmt: skip
        less = max(Fraction(0), help_ - work.step.kg)
        return work.load(less, less, "help_less", True)
    return work.load(help_, help_, "help_same", True)


def plain(kg: Fraction) -> str:
    """12, 12.5, 12.4: to a tenth."""
    tenths = (2 * kg.numerator * 10 + kg.denominator) // (2 * kg.denominator)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


# ---- last time ------------------------------------------------------------------------------------------------------

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS = {"reps": "", "seconds": " s", "metres": " m"}


def last_time(exercise: Exercise, log: Log, days: int) -> str:
    """What was done the last time of so many days: "12 Nov: 3 x 8 each side at 12 kg, 2 in reserve"; "" without one."""
    for row in log.rows("exercises", (0, days)):
        if row.get("exercise") == exercise.id:
            entry = log.entry(row.entry)
            items = [item for item in entry.data.get("items", ()) if item.get("exercise") == exercise.id]
            said = [text for item in items if (text := _item(item, exercise, len(items) > 1))]
            day = day_of(entry)
            return f"{day.day} {MONTHS[day.month - 1]}: {'; '.join(said)}" if said else ""
    return ""


def _item(item: Mapping[str, Any], exercise: Exercise, several: bool) -> str:
    sets = list(item.get("sets") or ())
    unit = next((key for key in UNITS if any(each.get(key) is not None for each in sets)), "")
    if not unit:
        return ""
    amounts = [str(each.get(unit)) for each in sets]
    alike = f"{len(amounts)} x {amounts[0]}" if len(set(amounts)) == 1 else ", ".join(amounts)
    side = item.get("side") or "both"
    before = f"{side} " if several or side != "both" else ""
    each_side = " each side" if exercise.legs == "one" and side == "both" and not several else ""
    loads = {plain(value) for one in sets if (value := number(one.get("load_kg")))}
    helps = {plain(value) for one in sets if (value := number(one.get("assist_kg")))}
    weight = f" at {' to '.join(sorted(loads, key=float))} kg" if loads else ""
    weight += f" with {' to '.join(sorted(helps, key=float))} kg of help" if helps else ""
    rir = number(sets[-1].get("rir"))
    left = f", {plain(rir)} in reserve" if rir is not None else ""
    return f"{before}{alike}{UNITS[unit]}{each_side}{weight}{left}"
