"""What the engine is told, and asked, of measures and conclusions: small facts, spread so that no limit is met.

A `kind` holds at most NAMES names; a fact is asked at most TESTS different tests and a condition stands in at most
SHARED rules: beyond that a copy of the fact is asked. What no rule asks for is not told. The engine's own limits are in
docs/durable-rules.md.
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .literals import Literal

NAMES = 300  # different names under one kind; at 512 compiling never returns
TESTS = 50  # asked of one fact; at 64 that it passes at once the engine fails
SHARED = 200  # rules that share one condition; at 256 the engine crashes


class Telling:
    """Which facts the rules of one rulebook read, and how they are told."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}  # conclusion or measure -> kind
        self._filled: dict[str, int] = {}
        self._copies: dict[str, int] = {}  # what some rule reads -> its extra copies
        self._uses: dict[str, tuple[int, int]] = {}  # test -> the copy that it is asked of, how often
        self._keys: dict[tuple[str, int], set[str]] = {}  # copy of a fact -> the keys of it that are tested
        self._asked: dict[tuple[str, int], int] = {}  # copy of a fact -> how many tests are asked of it
        self._concluded: dict[str, tuple[str, ...]] = {}

    def reads(self, conclusion: str, value: bool) -> bool:
        """Whether any rule asks for a conclusion with that truth."""
        return _key("conclusion", conclusion, value) in self._copies

    def pattern(self, literal: Literal) -> dict[str, Any]:
        """One condition. What more than SHARED rules ask is asked of a copy of the fact: see `copies`."""
        what, name = literal[0], literal[1]
        if what in ("fact", "nofact"):
            base = "fact"
            tests: list[dict[str, Any]] = [{op: {key: cut}} for op, key, cut in literal[2]]
        else:
            base, tests = "conclusion", [{"t": 1 if what == "never" or literal[2] else 0}]
        key = _key(base, name, base == "fact" or what == "never" or literal[2])
        test = f"{key}/{tests}"
        copy, uses = self._uses.get(test, (self._copies.get(key, 0), SHARED))
        if uses >= SHARED:  # a new test, or one that has been asked often enough
            if self._asked.get((key, copy), 0) >= TESTS or test in self._uses:
                copy = self._copies.get(key, 0) + 1
            self._asked[key, copy] = self._asked.get((key, copy), 0) + 1
            uses = 0
        self._uses[test] = (copy, uses + 1)
        self._keys.setdefault((name, copy), set()).update(
            key for each in tests for part in each.values() for key in (part if isinstance(part, dict) else ["t"])
        )
        self._copies[key] = max(self._copies.get(key, 0), copy)
        return {"$and": [{"k": self._kind(base, name, copy)}, {"n": name}, *([{"c": copy}] if copy else []), *tests]}

    def facts(self, base: str, name: str, side: bool, values: Mapping[str, int]) -> list[str]:
        """What the engine is told of a measure or conclusion: nothing when no rule reads it (on that side)."""
        copies = self._copies.get(_key(base, name, side))
        if copies is None:
            return []
        return [
            told(
                {
                    "k": self._kind(base, name, copy),
                    "n": name,
                    **({"c": copy} if copy else {}),
                    **{key: value for key, value in values.items() if key in self._keys[name, copy]},
                }
            )
            for copy in range(copies + 1)
        ]

    def concluded(self, name: str, value: bool) -> tuple[str, ...]:
        """The same for a conclusion that was reached; worked out once."""
        key = _key("conclusion", name, value)
        if key not in self._concluded:
            self._concluded[key] = tuple(self.facts("conclusion", name, value, {"t": int(value)}))
        return self._concluded[key]

    # -- kinds: at most NAMES names under each, or compiling may never return
    def _kind(self, base: str, name: str, copy: int = 0) -> str:
        if copy:
            return f"{base}.copy{copy}"
        key = f"{base}/{name}"
        if key not in self._kinds:
            count = self._filled.get(base, 0)
            self._filled[base] = count + 1
            self._kinds[key] = f"{base}{count // NAMES}"
        return self._kinds[key]


def told(values: Mapping[str, Any]) -> str:
    """A fact as the engine reads it, but for its session and id: `"k":"fact0","n":"visa_a","lo":80}`."""
    # Names are plain words and numbers whole: written out, this is ten times as fast as a JSON writer, and the same.
    pairs = [f'"{key}":{value}' if type(value) is int else f'"{key}":"{value}"' for key, value in values.items()]
    return ",".join(pairs) + "}"


def _key(base: str, name: str, side: bool) -> str:
    return f"{base}/{name}/{'T' if side else 'F'}"
