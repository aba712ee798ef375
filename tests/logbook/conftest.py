"""A prepared journal, and the shipped rulebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from journaling import opened
from logging_by import prepared

from surefoot.engine.model import Rulebook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return prepared(tmp_path / "journal.db")


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return opened().book
