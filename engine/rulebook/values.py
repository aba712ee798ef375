"""YAML values changed without altering them: each function gives a new one, with the places of what was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..document import Value
from ..findings import Finding, nearest
from ..logic import Place

EDITS = ("add", "remove", "after")  # what changes a part of a list
CONDITION = ("all", "any", "not", "at_least", "of")  # blocks of conditions are replaced whole
NAMING = ("id", "level", "part")  # keys that name an item of a list
FEW = 5  # of what goes
WIDEST = 76  # of a value in a sentence
Path = tuple[str, ...]


def replaced(value: Value, path: Path, new: Value, places: Mapping[Path, Place] | None = None) -> Value:
    """A value with another one at a path.

    places : where keys stand from now on, by path; for an item of a list, where its id does
    """
    if not path:
        return new
    first, inside = path[0], path[1:]
    below = {where[1:]: place for where, place in (places or {}).items() if where[:1] == (first,)}
    if isinstance(value.data, list):
        items = list(value.data)
        item = replaced(items[int(first)], inside, new, below)
        items[int(first)] = _named_at(item, below[()]) if () in below else item
        return _like(value, items)
    data = dict(value.data)
    data[first] = replaced(data[first], inside, new, below) if inside else new
    keys = dict(value.keys)
    keys[first] = below.get((), keys.get(first, new.place))
    return _like(value, data, keys)


def without(value: Value, path: Path) -> Value:
    """A value without what stands at a path."""
    first, inside = path[0], path[1:]
    if isinstance(value.data, list):
        items = list(value.data)
        items[int(first) : int(first) + 1] = [without(items[int(first)], inside)] if inside else []
        return _like(value, items)
    data, keys = dict(value.data), dict(value.keys)
    if inside:
        data[first] = without(data[first], inside)
    else:
        del data[first], keys[first]
    return _like(value, data, keys)


def changed(before: Value | None, new: Value, key: str, said: list[str], findings: list[Finding]) -> Value | None:
    """What becomes of a value: an edit of a list, a block laid over a block key by key, or the new one.

    said : takes what it was and what it is now; None where nothing can be made of it, which is a finding
    """
    if is_edit(new):
        return _listed(before, new, key, said, findings)
    if before is None or not isinstance(before.data, dict) or not isinstance(new.data, dict) or _whole(new):
        if before is None or before.plain() != new.plain():
            said.append(f"{key}: {in_short(before)} -> {in_short(new)}")
            _fewer(before, new, key, said, findings)
        else:
            say = f"'{key}' is {in_short(before)} already."
            findings.append(Finding("overlay-same", say, *new.place, path=key, expected="something that changes it"))
        return new
    value = before
    for inner, item in new.items():
        after = changed(before.get(inner), item, f"{key}.{inner}", said, findings)
        if after is not None:
            value = replaced(value, (inner,), after, {(inner,): new.keys[inner]})
    return value


def _fewer(before: Value | None, new: Value, key: str, said: list[str], findings: list[Finding]) -> None:
    """A list of named things that is replaced by a shorter one: meant as an addition, it takes the rest away."""
    (old, now) = (_names_of(each) for each in (before, new))
    gone = [name for name in old if name not in now]
    if not gone or len(now) >= len(old):
        return
    one, more = len(gone) == 1, ", ..." if len(gone) > FEW else ""
    said.append(f"{key}: {len(gone)} of {len(old)} go: {', '.join(gone)}")
    say = f"{len(gone)} of the {len(old)} in '{key}' {'goes' if one else 'go'}: {', '.join(gone[:FEW])}{more}."
    expected = f"{key}: {{add: [...]}} where something is added, {{remove: [...]}} where that is meant"
    finding = Finding("overlay-fewer", say, *new.place, path=key, seen=gone[0], expected=expected, severity="warning")
    findings.append(finding)


def _names_of(value: Value | None) -> list[str]:
    """The names of the things in a list, where each has one."""
    items = value.data if value is not None and isinstance(value.data, list) else []
    return [str(named.data) for item in items if isinstance(item.data, dict) and (named := _naming(item)) is not None]


def _naming(item: Value) -> Value | None:
    return next((named for key in NAMING if (named := item.get(key)) is not None), None)


def is_edit(value: Value) -> bool:
    """Whether it changes a part of a list: a block of add, remove and after only."""
    return (
        isinstance(value.data, dict)
        and bool({"add", "remove"} & value.keys.keys())
        and not value.keys.keys() - set(EDITS)
    )


def _whole(value: Value) -> bool:
    """Whether a block is a condition of its own, in place of the one before."""
    return not value.keys.keys() - set(CONDITION) and not any(is_edit(item) for _, item in value.items())


def _listed(before: Value | None, edit: Value, key: str, said: list[str], findings: list[Finding]) -> Value | None:
    if before is not None and isinstance(before.data, dict):
        say = f"'{key}' is not a list, so nothing can be added to it or removed."
        findings.append(Finding("overlay-list", say, *edit.place, path=key, expected="the keys to set"))
        return None
    items = list(before.data) if before is not None and isinstance(before.data, list) else []
    if before is not None and not isinstance(before.data, list):
        items = [before]  # one word stands for a list of one
    for item in _items(edit.get("remove")):
        at = _find(items, item, key, findings)
        if at is not None:
            said.append(f"{key}: {_name(items.pop(at))} removed")
    after = edit.get("after")
    at = _find(items, after, key, findings) if after is not None else len(items) - 1
    for item in _items(edit.get("add")):
        if any(_name(each) == _name(item) for each in items):
            say = f"{_name(item)} is in '{key}' already."
            findings.append(
                Finding("overlay-same", say, *item.place, path=key, seen=_name(item), expected="what is new")
            )
            continue
        at = at + 1 if at is not None else len(items)
        items.insert(at, item)
        said.append(f"{key}: {_name(item)} added")
    return Value(items, before.place if before is not None else edit.place, ends=edit.ends, lines=edit.lines)


def _items(value: Value | None) -> list[Value]:
    if value is None:
        return []
    return list(value.data) if isinstance(value.data, list) else [value]


def _find(items: list[Value], wanted: Value, key: str, findings: list[Finding]) -> int | None:
    names = [_name(item) for item in items]
    name = _name(wanted)
    if name in names:
        return names.index(name)
    say = f"There is no {name} in '{key}'."
    expected = ", ".join(names[:12]) or "nothing: the list is empty"
    near = nearest(name, names)
    findings.append(Finding("overlay-list", say, *wanted.place, path=key, seen=name, expected=expected, nearest=near))
    return None


def _name(item: Value) -> str:
    """What an item of a list is called: its id, or what it says."""
    for key in (*NAMING, "slot", "up_to"):
        named = item.get(key)
        if named is not None:
            return str(named.data)
    return in_short(item)


def in_short(value: Value | None) -> str:
    """A value on one line, as it could be written, cut short where it is long."""
    shown = written(value.plain()) if value is not None else "nothing"
    return shown if len(shown) <= WIDEST else shown[: WIDEST - 3].rstrip() + "..."


def written(data: Any) -> str:
    """Plain data as one line of YAML for a reader."""
    if isinstance(data, bool):
        return "yes" if data else "no"
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(written, data)) + "]"
    return "nothing" if data is None else str(data)


def _named_at(item: Value, place: Place) -> Value:
    """An item of a list whose name stands at another place."""
    for key in NAMING:
        named = item.get(key)
        if named is not None:
            other = Value(named.data, place, named.keys, named.quoted, place.line)
            return _like(item, {**item.data, key: other}, {**item.keys, key: place})
    return item


def _like(value: Value, data: Any, keys: Mapping[str, Place] | None = None) -> Value:
    return Value(
        data, value.place, dict(keys if keys is not None else value.keys), value.quoted, value.ends, value.lines
    )
