"""What the tests of proofs share."""

from __future__ import annotations

import pytest

pytest.importorskip("z3", reason="proofs take the solver: pip install 'surefoot[prove]'")
