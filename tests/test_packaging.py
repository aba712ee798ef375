"""The checkout is the package: what is built from it holds all that it needs, nothing more, and works away from it."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BUILD_FLAGS = "-O2 -DPyEval_CallObject=PyObject_CallObject"


def files_below(folder: str) -> Iterator[str]:
    """The files of a folder of the checkout, relative to it, without caches and hidden files."""
    for path in sorted((ROOT / folder).rglob("*")):
        relative = path.relative_to(ROOT)
        left_out = any(part == "__pycache__" or part.startswith(".") for part in relative.parts)
        if path.is_file() and not left_out:
            yield relative.as_posix()


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command without a terminal and without this checkout's rulebook or journal settings."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SUREFOOT_", "PYTHON"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=inherited | environment,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", timeout=300,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout to build from, with strays that must not be built in."""
    copy = tmp_path_factory.mktemp("build") / "surefoot"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__"))
    earlier = copy / "build" / "lib" / "surefoot" / "rules" / "gates"
    earlier.mkdir(parents=True)
    for stray in (earlier / "gone.yaml", copy / "rules" / "notes.yaml~", copy / "tests" / "extra.yaml"):
        stray.touch()
    return copy


@pytest.fixture(scope="module")
def wheel(copy: Path) -> Path:
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", "dist", cwd=copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed in it, and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps",
        "--target", target, wheel, cwd=target)
    return target


def surefoot(installed: Path, cwd: Path, *arguments: str) -> str:
    """Runs the installed package. -S and the path keep the checkout, which is installed here too, out of reach."""
    libraries = {str(installed): None, sysconfig.get_path("purelib"): None, sysconfig.get_path("platlib"): None}
    return run(sys.executable, "-S", "-m", "surefoot.cli", *arguments, cwd=cwd, PYTHONPATH=os.pathsep.join(libraries),
               PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf-8").stdout


def test_the_packages_listed_are_the_packages_there_are() -> None:
    with_code = {Path(name).parent.as_posix() for name in files_below("engine") if name.endswith(".py")}
    expected = {"surefoot", *(f"surefoot.{folder.replace('/', '.')}" for folder in with_code)}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == expected, "packages in pyproject.toml"
    for folder in sorted(with_code):
        assert (ROOT / folder / "__init__.py").is_file(), f"{folder} needs an __init__.py"


def test_cli_is_the_only_module_at_the_top() -> None:
    assert [path.name for path in ROOT.glob("*.py")] == ["cli.py"], "whatever else is there would be installed"


def test_the_wheel_holds_the_tree(wheel: Path) -> None:
    expected = {"cli.py", *files_below("engine"), *files_below("rules"), *files_below("knowledge")}
    assert {name for name in names(wheel) if ".dist-info/" not in name} == {f"surefoot/{name}" for name in expected}


def test_the_source_archive_builds_the_same_wheel(copy: Path, wheel: Path) -> None:
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", "by-way-of-source", cwd=copy)
    (built,) = (copy / "by-way-of-source").glob("*.whl")
    assert names(built) == names(wheel)


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    project = PROJECT["project"]
    info = f"{project['name']}-{project['version']}.dist-info"
    assert wheel.name == f"{project['name']}-{project['version']}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"{info}/METADATA").decode().splitlines()
        assert archive.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert "surefoot = surefoot.cli:main" in archive.read(f"{info}/entry_points.txt").decode().splitlines()
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.10" in metadata
    assert "Requires-Dist: durable-rules==2.0.28" in metadata


def test_the_installed_package_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    assert PROJECT["project"]["version"] in surefoot(installed, tmp_path, "--version")
    assert "decide" in surefoot(installed, tmp_path, "--help")
    assert list(tmp_path.iterdir()) == []


def test_the_installed_package_decides_what_the_checkout_decides(installed: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "sample-hold.yaml", tmp_path / "facts.yaml")
    there = surefoot(installed, tmp_path, "decide", "--json", "facts.yaml")
    here = run(sys.executable, "-m", "surefoot.cli", "decide", "--json", "facts.yaml", cwd=tmp_path).stdout
    assert there == here
    assert '"outcome"' in there


@pytest.mark.parametrize("name", ["Makefile", "README.md", "pyproject.toml"])
def test_the_flags_that_durable_rules_needs_are_said_wherever_it_is_installed(name: str) -> None:
    assert BUILD_FLAGS in (ROOT / name).read_text("utf-8")


def test_the_development_tools_are_pinned() -> None:
    extra = PROJECT["project"]["optional-dependencies"]["dev"]
    assert [line for line in extra if "==" not in line.split(";")[0]] == []


def test_the_changelog_has_this_version() -> None:
    assert f"## [{PROJECT['project']['version']}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
