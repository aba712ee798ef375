"""What can be wrong in a rule of the week: a key that its kind needs or has no use for, or one that says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding
from ..logic import Place
from .fields import flag, text
from .names import Entry, Names

NEEDS = {  # what makes a rule -> the keys that it takes beside it
    "hours": ("from", "to"),
    "hours_of_tier": (),
    "stands_on": ("what",),
    "keeps_off": ("what",),
    "most": ("count",),
    "least": ("count",),
    "most_of_tier": (),
}
MAY = {"hours": ("around", "tier", "ladders"), **dict.fromkeys(("stands_on", "keeps_off"), ("tier", "ladders"))}
OF_ITS_KIND = ("from", "to", "around", "what", "tier", "ladders", "count")
SWITCHES = ("hours_of_tier", "most_of_tier", "around", "when_apart")
MOST, LEAST = ("hard_days", "touching_days"), ("rest_days",)  # what there can be too much of, and too little


def check_week(names: Names) -> Iterator[Finding]:
    """Every finding about one of these rules, as far as its shape is right."""
    for part in ("week.never", "week.gives_way"):
        for entry in names.rules(part):
            if names.sound("rules", entry.name):
                yield from _rule(entry)


def _rule(entry: Entry) -> Iterator[Finding]:
    rule = entry.value
    form = next((key for key in NEEDS if key in rule.keys), "")
    if not form:
        return
    takes = (*NEEDS[form], *MAY.get(form, ()))
    for key in NEEDS[form]:
        if key not in rule.keys:
            say = f"'{key}' is missing from {entry.name}: '{form}' says nothing without it."
            expected = ", ".join(NEEDS[form])
            yield Finding("missing-key", say, *rule.keys[form], path=entry.path, seen=form, expected=expected)
    for key in OF_ITS_KIND:
        if key in rule.keys and key not in takes:
            say = f"'{key}' does nothing beside '{form}'."
            expected = ", ".join(takes) or f"'{form}' alone"
            path = f"{entry.path}.{key}"
            yield Finding("misplaced-key", say, *rule.keys[key], path=path, seen=key, expected=expected)
    for key in SWITCHES:
        item = rule.get(key)
        if item is not None and not flag(rule, key):
            say = f"'{key}: no' does nothing."
            path, expected = f"{entry.path}.{key}", "yes, or left out"
            yield Finding("unknown-word", say, *item.place, path=path, seen="no", expected=expected)
    counted, fits = text(rule, "count"), {"most": MOST, "least": LEAST}.get(form, ())
    if counted and fits and counted not in fits:
        say = f"There can't be too {'many' if form == 'most' else 'few'} {counted.replace('_', ' ')}."
        expected = ", ".join(fits)
        place: Place = rule.data["count"].place
        path = f"{entry.path}.count"
        yield Finding("unknown-word", say, *place, path=path, seen=counted, expected=expected)
    if "when" in rule.keys and "when_apart" in rule.keys:
        say = "'when_apart' can't stand beside 'when': only one of them can."
        place, expected = rule.keys["when_apart"], "one of when, when_apart"
        yield Finding("too-many-keys", say, *place, path=entry.path, seen="when_apart", expected=expected)
