"""What the tests of run files share."""

from __future__ import annotations

import pytest
from run_reading import Reader

from surefoot.engine.runs.settings import Settings, open_settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    return open_settings()


@pytest.fixture(scope="session")
def reader(settings: Settings) -> Reader:
    return Reader(settings)
