"""What an edit means, in words: the regions of what changed, and for whom something else is decided."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator

from ..facts.validity import direction
from ..facts.values import plain
from ..logic import PART
from ..model import Rulebook
from .beside import MEASURES
from .compare import Changes
from .measured import Measured, otherwise
from .page import WIDTH, known_of
from .people import SIDES
from .regions import Region, Regions
from .written import measures_read, written_out

MOST_READERS = 12
MOST_NAMES = 6  # of other conclusions in a region, beside those that were touched
SHORT = 8  # things known of an athlete who is shown whole
VERBS = {"line": ("met", "not met"), "gate": ("open", "not open"), "pass": ("a pass", "no pass"),
         "not_fail": ("no fail", "a fail"), "keep": ("kept", "not kept")}  # fmt: skip
HOLDS = ("so", "not so")
OF_STEPS = {
    "level": "level {} or higher",
    "reached": "has been in {} before",
    "position": "stands in {} or later",
    "phase": "may train {} or later",
    "tier": "may do jumps of {}",
    "kit": "has {}",
    "today": "today: {} or less",
    "cleared_to": "cleared as far as {}",
}  # of conclusions that nobody gave a name: how a region says them
OF_BOTH = "What follows is about values that both rulebooks can read."
UNSURE = "(an approximation: read again from the facts files, it isn't so)"


def diff_text(changes: Changes, old: Rulebook, new: Rulebook, saved: bool = False) -> str:
    """The page."""
    if changes.nothing:
        return "Nothing changes.\n" if old.digest == new.digest else "Nothing changes but wording.\n"
    lines: list[str] = []
    measured = {f"{MEASURES}: {name}" for name in otherwise(old, new)}
    if measured:
        lines += ["Measured otherwise:", *_others(each for each in changes.others if each[0] in measured), OF_BOTH]
    for words, names, book in (("New", changes.added, new), ("Gone", changes.removed, old)):
        rules = dict.fromkeys(book.conclusions[name].rule for name in names if not book.conclusions[name].hidden)
        lines += _wrapped(f"{words}: {', '.join(rules)}.") if rules else []
    for name, found in changes.written.items():
        if not new.conclusions[name].hidden:
            lines += ["", f"{name} ({new.conclusions[name].place})", *_regions(name, found, old, new)]
            lines += _wrapped(_shows(name, new), "  ")
    if changes.decided:
        lines += ["", "For whom something else is decided:"]
        for each in changes.decided:
            lines += _wrapped(f"{each.what}: {each.before}, now {each.after}", "  ")
            known = known_of(each.said_new)
            if len(known) <= SHORT:
                lines += _wrapped("with " + ", ".join(known), "    ")
            else:
                where = "in the folder" if saved else "with --save, or --json"
                lines += [f"    somebody of whom {len(known)} things are known: {where}"]
            lines += [] if each.sure else _wrapped(UNSURE, "    ")
    for answer in ("allowed", "not allowed"):
        names = [name for name, _, after in changes.exercises if after == answer]
        lines += _wrapped(f"exercises now {answer} for somebody: {', '.join(names)}", "  ") if names else []
    rest = list(_others(each for each in changes.others if each[0] not in measured))
    if rest:
        lines += ["", "Changed beside what decides:", *rest]
    return "\n".join(lines).strip("\n") + "\n"


def diff_json(changes: Changes, old: Rulebook, new: Rulebook) -> str:
    """The same as one object."""
    return json.dumps({
        "old": old.digest, "new": new.digest, "only_wording": changes.nothing,
        "measured_otherwise": sorted(otherwise(old, new)), "added": changes.added, "removed": changes.removed,
        "changed": [{
            "name": name, "file": new.conclusions[name].place.file, "line": new.conclusions[name].place.line,
            "regions": [{"now": region.now, "say": region_words(region, old, new)} for region in found.found],
            "more": found.more, "unknown": found.unknown} for name, found in changes.written.items()],
        "decided": [each._asdict() for each in changes.decided],
        "exercises": [{"id": name, "before": before, "after": after} for name, before, after in changes.exercises],
        "others": [{"what": what, "before": before, "after": after} for what, before, after in changes.others],
    }, indent=2, ensure_ascii=False) + "\n"  # fmt: skip


def _others(changed: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    for what, before, after in changed:
        yield from _wrapped(f"{what}: {before}, now {after}", "  ")


# ---- one change ----


def _regions(name: str, found: Regions, old: Rulebook, new: Rulebook) -> Iterator[str]:
    counted = _counted(name, old, new)
    if counted:
        yield from _wrapped(counted, "  ")
        return
    yes, no = VERBS.get(new.conclusions[name].kind, HOLDS)
    for now, words in ((True, f"was {no}, now {yes}"), (False, f"was {yes}, now {no}")):
        mine = [region for region in found.found if region.now is now]
        if mine:
            yield f"  {words}:"
        for words in dict.fromkeys(_in_short(region, old, new) for region in mine):
            yield from _wrapped(words or "everybody", "  - ")
    if not found.found:
        in_both = ", in values that both rulebooks can read" if _reads_otherwise(name, old, new) else ""
        yield from _wrapped(f"the same for everybody of whom everything that it reads is known{in_both}", "  ")
    if found.more:
        yield "  and more"
    if found.unknown:
        yield from _wrapped("and for some of whom not all of that is known", "  ")


def _shows(name: str, book: Rulebook) -> str:
    """What reads it, and for a line of a gate when the gate shows it."""
    for gate in book.gates.values():
        if any(line.id == name for line in gate.lines):
            return f"shows in {gate.id} where each of its other lines is met"
    readers = [each.rule for each in book.conclusions.values() if not each.name.startswith(PART) and each.name != name
               and f"name='{name}'" in written_out(each.name, book)]  # fmt: skip
    found = list(dict.fromkeys(readers))
    more = f" and {len(found) - MOST_READERS} more" if len(found) > MOST_READERS else ""
    return f"read by {', '.join(found[:MOST_READERS])}{more}" if found else "nothing reads it"


def _counted(name: str, old: Rulebook, new: Rulebook) -> str:
    """A count of which only the number changed stays a count."""
    least = re.compile(r"Count\(least=(\d+)")
    one, other = (written_out(name, book) for book in (old, new))
    numbers = [least.findall(text) for text in (one, other)]
    if least.sub("", one) != least.sub("", other) or len(numbers[0]) != 1 or _reads_otherwise(name, old, new):
        return ""
    before, after = (int(each[0]) for each in numbers)
    few, many = sorted((before, after))
    exact = f"exactly {few}" if many == few + 1 else f"{few} to {many - 1}"
    return f"asked for at least {before}, now for at least {after}: it differs where {exact} of them are known to be so"


def _reads_otherwise(name: str, old: Rulebook, new: Rulebook) -> bool:
    """Whether the values of a measure that it compares aren't the same in both."""
    return bool(otherwise(old, new) & (measures_read(name, old) | measures_read(name, new)))


def _in_short(region: Region, old: Rulebook, new: Rulebook) -> str:
    """A region in words. Of many other conclusions only those that an edit touched: the rest has to be as it was."""
    touched = {name: value for name, value in region.names.items() if written_out(name, old) != written_out(name, new)}
    rest = len(region.names) - len(touched)
    if not touched or rest <= MOST_NAMES:
        return region_words(region, old, new)
    return f"{region_words(region._replace(names=touched), old, new)}; and {rest} others as it takes them"


def region_words(region: Region, old: Rulebook, new: Rulebook) -> str:
    """A region in words: bounds of measures, then what else has to be so."""
    measured = Measured(old, new)
    said = [_bound(fact, low, high, region, measured) for fact, (low, high) in region.bounds.items()]
    return "; ".join([*said, *(_name(name, value) for name, value in region.names.items())])


def _bound(fact: str, low: int, high: int, region: Region, measured: Measured) -> str:
    measure = measured.measure(fact)
    if measure is None:
        return f"{fact} {low}" if low == high else f"{fact} {low} to {high}"
    side = fact.rpartition(".")[2] if measure.sides else ""
    if measure.name in region.weaker:
        side = "weaker side" if side == SIDES[0] else "stronger side"
        if direction(measure) == "context":
            side = "smaller side" if side == "weaker side" else "larger side"
    what = f"{measure.title}{f', {side}' if side else ''}"
    if low == high:
        return f"{what}: {plain(measure, low)}"
    if low == measure.low and measured.ends_alike(fact, "low"):
        return f"{what}: at most {plain(measure, high)}"
    if high == measure.high and measured.ends_alike(fact, "high"):
        return f"{what}: at least {plain(measure, low)}"
    return f"{what}: {plain(measure, low)} to {plain(measure, high)}"


def _name(name: str, value: bool) -> str:
    """Another conclusion that has to be so, or not."""
    rule, _, tail = name.partition(":")
    words = {"pass": f"{rule} passes", "not_fail": f"{rule} doesn't fail", "lost": f"{rule} is lost"}.get(tail, name)
    if rule in OF_STEPS:
        words = OF_STEPS[rule].format(tail.replace("_", " "))
    return words if value else f"not: {words}"


def _wrapped(text: str, before: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=before, subsequent_indent=" " * len(before))
