"""The engine as a library: every example of docs/library.md, and packages that add to it."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

import actquiz
from actquiz import engine
from actquiz.engine import activations
from actquiz.errors import ActquizError

DOCS = Path(__file__).parent.parent / "docs" / "library.md"

PACKAGE = {
    "plug/__init__.py": 'FUNCTIONS = {"plugged": "x*tanh(x)", "spoilt": "x*sgmoid(x)"}\n',
    "plug/demo.py": """
from actquiz.demos.demo import Demo, Frame, Param, Result
from actquiz.plots.figure import Figure, Line, Panel

def _run(params, seeds, seed):
    figure = Figure([Panel([Line("y", [0.0, 1.0], [0.0, float(params["height"])])])])
    yield Frame(1, 1, figure, "", Result({"height": float(params["height"])}, "It ran."))

DEMO = Demo(
    name="plugged-in", title="From elsewhere", question="Does it run?", run=_run,
    params=(Param("height", "int", 3, "How high.", low=1, high=9),), observations=(), seeds=0,
)
""",
    "plug-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: plug\nVersion: 1.0\n",
    "plug-1.0.dist-info/WHEEL": (
        "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    ),
    "plug-1.0.dist-info/entry_points.txt": (
        "[actquiz.demos]\nplugged-in = plug.demo:DEMO\nbroken = plug.nowhere:DEMO\n"
        "[actquiz.functions]\nplug = plug:FUNCTIONS\n"
    ),
    "plug-1.0.dist-info/RECORD": "",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path))
    return tmp_path


def test_every_example_of_the_page_runs(home: Path) -> None:
    """What docs/library.md says comes out does come out."""
    try:
        failed, tried = doctest.testfile(str(DOCS), module_relative=False)
    finally:
        activations.forget("squish")
    assert tried > 20
    assert failed == 0


def test_arrays_that_do_not_fit_are_refused() -> None:
    """Shapes, NaN and missing halves are messages."""
    x, y = np.zeros((20, 2)), np.arange(20) % 2
    for given in ((x, None), (x[0], y), (x, y[:5]), (x * np.nan, y)):
        with pytest.raises(ActquizError, match=r"fit|without|finite"):
            engine.train("relu", *given)


def test_regression_and_several_classes_are_told_from_the_targets() -> None:
    """Broken numbers are a quantity, a few whole ones are classes."""
    x = np.random.default_rng(0).standard_normal((60, 2))
    fitted = engine.train("tanh", x, x[:, 0] * 0.5, epochs=30)
    assert fitted.loss[0, -1] < fitted.loss[0, 0]
    assert engine.train("tanh", x, np.arange(60) % 3, epochs=2).predict(x).shape == (1, 60, 3)


def test_the_package_is_light_until_it_is_used() -> None:
    """Importing actquiz and its engine imports neither NumPy nor matplotlib."""
    code = "import sys, actquiz, actquiz.engine; print({'numpy', 'matplotlib'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert out.stdout.strip() == "set()"


def test_unknown_names_of_the_package_are_attribute_errors() -> None:
    """As with any module."""
    assert not hasattr(actquiz, "nothing")


@pytest.mark.slow
def test_an_installed_package_adds_demonstrations_and_functions(tmp_path: Path) -> None:
    """Its demo runs and is listed, its function plots; what is broken in it is told and no more."""
    wheel, target = tmp_path / "plug-1.0-py3-none-any.whl", tmp_path / "installed"
    with zipfile.ZipFile(wheel, "w") as file:
        for name, text in PACKAGE.items():
            file.writestr(name, text)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", target, wheel], check=True, timeout=120)
    environment = {**os.environ, "PYTHONPATH": str(target), "ACTQUIZ_HOME": str(tmp_path / "home")}

    def called(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "actquiz", *words],
            capture_output=True, text=True, encoding="utf-8", timeout=120, env=environment,
        )  # fmt: skip

    ran = called("demo", "plugged-in", "--set", "height=7", "--json")
    assert '"height": 7' in ran.stdout, ran.stderr
    plotted = called("plot", "plugged", "--json")
    assert '"plugged"' in plotted.stdout
    assert "spoilt" not in plotted.stdout
    assert "no function “sgmoid”" in plotted.stderr
    broken = called("demo", "broken")
    assert broken.returncode == 2
    assert "demo 'broken' of plug.nowhere:DEMO cannot be loaded" in broken.stderr
