"""setuptools, building from an empty folder.

setuptools fills build/lib and never empties it. A rule file that was removed since an earlier `pip install .` would be
installed again, and its rule would go on deciding.
"""
import shutil
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403


def build_wheel(*arguments: Any, **settings: Any) -> str:
    shutil.rmtree("build/lib", ignore_errors=True)
    return build_meta.build_wheel(*arguments, **settings)
