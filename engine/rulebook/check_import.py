"""What can be wrong in knowledge/import.yaml beside its shape: words that mean two things, names that nothing has."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Value
from ..findings import Finding, nearest
from ..logic import Place
from .fields import pairs

MONTHS = 12


def check_import(documents: list[Value]) -> Iterator[Finding]:
    """Every finding about the import files among these documents. What has the wrong shape is passed over."""
    for document in documents:
        data = document.get("import")
        if data is None:
            continue
        sports, languages, lists = (data.get(key) for key in ("sports", "languages", "lists"))
        yield from _twice(sports, "a kind of run")
        for name, language, place in pairs(languages):
            months = language.get("months")
            if months is not None and isinstance(months.data, list) and len(months.data) != MONTHS:
                say = f"{name} has {len(months.data)} months."
                file, line, column = place
                yield Finding("missing-part", say, file, line, column, expected=f"{MONTHS} months")
        for _, form, _ in pairs(lists):
            for name, headers, place in pairs(form.get("headers")):
                yield from _unknown(name, place, languages)
                yield from _twice(headers, "a field")
        yield from _believable(data.get("believable"))


def _twice(block: Value | None, what: str) -> Iterator[Finding]:
    """Words that stand under two keys of a block."""
    first: dict[str, str] = {}
    for key, words, _ in pairs(block):
        for word in words.data if isinstance(words.data, list) else ():
            text = str(word.data).casefold()
            if first.setdefault(text, key) != key:
                say = f"'{word.data}' stands under '{first[text]}' and under '{key}'."
                file, line, column = word.place
                yield Finding("duplicate-id", say, file, line, column, seen=str(word.data), expected=f"{what} a word")


def _unknown(name: str, place: Place, languages: Value | None) -> Iterator[Finding]:
    known = [language for language, _, _ in pairs(languages)]
    if known and name not in known:
        say = f"There is no language '{name}' in this file."
        yield Finding(
            "unknown-name", say, *place, seen=name, expected=", ".join(known), nearest=nearest(name, known)
        )


def _believable(block: Value | None) -> Iterator[Finding]:
    ends = []
    for key in ("slowest_kmh", "fastest_kmh"):
        number = block.get(key) if block is not None else None
        value = number.get("value") if number is not None else None
        if value is None or isinstance(value.data, (bool, dict, list)) or value.data is None:
            return
        try:
            ends.append(float(value.data))
        except ValueError:
            return
    if block is not None and ends[0] >= ends[1]:
        place = block.keys["fastest_kmh"]
        yield Finding("range", "The fastest is no faster than the slowest.", *place, seen=str(ends[1]))
