"""Canonical JSON: one value, one text. Sorted keys, no spaces, numbers in full and without trailing zeros.

Decimals are exact: they are read as Decimal, and a float is written as its shortest decimal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from ..document import Number


def canonical(value: object) -> str:
    """The text. Errors: ValueError for what JSON has no word for (infinity, a date, a key that is no text)."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, (float, Decimal, Number)):
        return _number(Decimal(str(value)))
    if isinstance(value, str):
        value.encode("utf-8")  # half a letter can't be stored; the UnicodeEncodeError is a ValueError
        return encode_basestring(value)
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("a key of JSON is a text")
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical, value)) + "]"
    raise ValueError(f"JSON has no word for a {type(value).__name__}")


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"JSON has no word for {value}")
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def loads(text: str) -> Any:
    """The value of a canonical text; decimals are Decimal."""
    return json.loads(text, parse_float=Decimal)
