"""Settings for all tests. SUREFOOT_SOAK=1 (make soak) runs the slow tests too, and many more random examples."""
from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")

# By default the same examples every time: a failure belongs to the change that is being tested, not to luck.
# The soak looks further.
settings.register_profile(
    "default", derandomize=True, max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "soak", max_examples=1_000, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck)
)
settings.load_profile("soak" if SOAK else "default")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out tests marked `soak`, unless this is one."""
    if SOAK:
        return
    slow = [item for item in items if item.get_closest_marker("soak")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
