"""scripts/run and scripts/test on machines that lack something, and after a change."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COPIED = ("scripts/run", "scripts/test", "scripts/environment.sh", "scripts/constraints.txt")
NAMES = ("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The scripts and what they read, without an environment."""
    root = tmp_path / "clone"
    (root / "scripts").mkdir(parents=True)
    for name in (*COPIED, "pyproject.toml"):
        (root / name).write_bytes((ROOT / name).read_bytes())
        (root / name).chmod(0o755)
    return root


def put_pythons(folder: Path, script: str) -> str:
    """Make every name of Python in ``folder`` run ``script``; return the PATH that finds them."""
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def start(script: Path, *words: str, path: str) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts with another PATH."""
    environment = {**os.environ, "PATH": path}
    environment.pop("PYTHON", None)
    return subprocess.run(
        [str(script), *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=environment,
        check=False,
    )


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that follows "setting up"."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    begun, said = done.stderr.splitlines()
    assert "setting up" in begun
    return said


@pytest.mark.parametrize("script", ["run", "test"])
def test_an_old_python_is_one_line(clone: Path, tmp_path: Path, script: str) -> None:
    """Where no Python is 3.11 or newer, the line says so and how to name one that is."""
    path = put_pythons(tmp_path / "bin", "exit 1")
    said = complaint(start(clone / "scripts" / script, path=path))
    assert "Python 3.11 or newer is needed" in said
    assert "PYTHON" in said


def test_a_python_without_venv_is_one_line(clone: Path, tmp_path: Path) -> None:
    """Some systems package the venv module apart; the line says how to get it."""
    fake = f'case "$*" in *"import venv"*) exit 1;; esac\nexec {sys.executable} "$@"'
    said = complaint(start(clone / "scripts/run", path=put_pythons(tmp_path / "bin", fake)))
    assert "venv module is missing" in said
    assert "python3-venv" in said


def pretend_environment(clone: Path, pip: str) -> None:
    """A .venv whose Python only says what it was asked, and whose pip does ``pip``."""
    folder = clone / ".venv" / "bin"
    folder.mkdir(parents=True)
    cases = f'*"pip install"*) {pip};; "-c "*) ;; *) echo "ran $*";;'
    script = f'#!/bin/sh\ncase "$*" in {cases} esac\n'
    (folder / "python").write_text(script, encoding="utf-8")
    (folder / "python").chmod(0o755)


@pytest.mark.parametrize(
    "told",
    [
        "Failed to establish a new connection: [Errno 111] Connection refused",
        "NewConnectionError: [Errno -2] Name or service not known",
        "NameResolutionError: Failed to resolve 'index.example'",
        "ConnectTimeoutError: timed out",
    ],
)
def test_no_network_is_one_line(clone: Path, told: str) -> None:
    """What pip says of a network that is away becomes a question a person can answer."""
    pretend_environment(clone, f'echo "{told}"; exit 1')
    said = complaint(start(clone / "scripts/run", path=os.environ["PATH"]))
    assert "is there a network?" in said


def test_another_failure_names_the_log(clone: Path) -> None:
    """A failure of any other kind says where pip's own words are."""
    pretend_environment(clone, 'echo "No matching distribution"; exit 1')
    said = complaint(start(clone / "scripts/run", path=os.environ["PATH"]))
    assert str(clone / ".venv.log") in said
    assert "network" not in said


def test_it_installs_once_and_again_after_a_change(clone: Path) -> None:
    """Set up, it only starts; a changed pyproject or constraints file is installed anew."""
    pretend_environment(clone, 'echo "$*"; exit 0')
    run = clone / "scripts/run"

    def sets_up() -> bool:
        done = start(run, "due", path=os.environ["PATH"])
        assert done.stdout == "ran -m actquiz due\n"
        return "setting up" in done.stderr

    assert sets_up()
    assert not sets_up()
    for name in ("pyproject.toml", "scripts/constraints.txt"):
        with (clone / name).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        assert sets_up(), name
        assert not sets_up(), name


def test_torch_is_remembered(clone: Path) -> None:
    """``--torch`` is asked for once; a later set-up keeps it, and the word goes no further."""
    pretend_environment(clone, 'echo "$*"; exit 0')
    run = clone / "scripts/run"
    assert start(run, "--torch", "due", path=os.environ["PATH"]).stdout == "ran -m actquiz due\n"
    log = clone / ".venv.log"
    assert "[torch]" in log.read_text(encoding="utf-8")
    assert "setting up" not in start(run, "due", path=os.environ["PATH"]).stderr
    with (clone / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    start(run, "due", path=os.environ["PATH"])
    assert "[torch]" in log.read_text(encoding="utf-8")


def test_a_symbolic_link_from_elsewhere_starts_it(clone: Path, tmp_path: Path) -> None:
    """The project is found through links, wherever one stands."""
    pretend_environment(clone, "exit 0")
    link = tmp_path / "quiz"
    link.symlink_to("clone/scripts/run")
    assert start(link, "due", path=os.environ["PATH"]).stdout == "ran -m actquiz due\n"
