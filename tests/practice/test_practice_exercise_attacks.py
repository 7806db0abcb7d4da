"""The checks of each exercise against what people really write.

``exercise_variants/NAME.yaml`` holds wrong answers, each with words of the property that must
reject it, and right ones that are written in another way. A variant is the code of a whole file,
changes to the solution, or the starter as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from exercise_bench import InThread

from actquiz.practice.exercises.catalogue import get, names
from actquiz.practice.exercises.judging import Bench
from actquiz.practice.exercises.report import Result

FOLDER = Path(__file__).parent / "exercise_variants"
# What a broken variant does to its numbers, it does with a warning.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

IMPORTS = "import math\n\nimport numpy as np\n\n"
Variant = dict[str, Any]


def variants(name: str, sort: str) -> list[Variant]:
    return yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)[sort]


def source(name: str, variant: Variant) -> str:
    """A variant's file."""
    if "code" in variant:
        return IMPORTS + variant["code"]
    if "starter" in variant:
        return get(name).starter()
    text = get(name).solution()
    for change in variant["change"]:
        assert change["old"] in text, f"{variant['what']}: {change['old']!r} is not in the solution"
        text = text.replace(change["old"], change["new"])
    return text


def named(name: str, variant: Variant, folder: Path) -> Result | None:
    """What becomes of the first property that the variant is to fail; the rest is not looked at."""
    with Bench(start=InThread) as bench:
        for event in bench.check(get(name), written(name, variant, folder)):
            if isinstance(event, Result) and variant["fails"] in event.sentence and not event.held:
                return event
    return None


def written(name: str, variant: Variant, folder: Path) -> Path:
    path = folder / "variant.py"
    path.write_text(source(name, variant), encoding="utf-8")
    return path


def test_every_exercise_is_attacked() -> None:
    """Each exercise has at least two wrong answers and one other right one to be checked with."""
    assert names() == sorted(file.stem for file in FOLDER.glob("*.yaml"))
    for name in names():
        assert len(variants(name, "wrong")) >= 2, name
        assert variants(name, "right"), name


@pytest.mark.parametrize("name", names())
def test_wrong_answers_are_rejected(name: str, tmp_path: Path) -> None:
    """A wrong answer fails the property that names its mistake, and is shown where it differs."""
    for variant in variants(name, "wrong"):
        result = named(name, variant, tmp_path)
        assert result is not None, variant["what"]
        trouble = result.trouble
        assert trouble is not None, variant["what"]
        assert trouble.got or trouble.line, f"{variant['what']}: {trouble.what}"


@pytest.mark.parametrize("name", names())
def test_other_right_answers_pass(name: str, tmp_path: Path) -> None:
    """A right answer that is written in another way holds every property."""
    for variant in variants(name, "right"):
        with Bench(start=InThread) as bench:
            report = bench.report(get(name), written(name, variant, tmp_path))
        assert report.passed, f"{variant['what']}: {report.trouble}"


def test_a_jacobian_that_is_built_runs_out_of_memory(tmp_path: Path) -> None:
    """Softmax's Jacobian may be built for short rows; for long ones it is too much memory."""
    path = tmp_path / "softmax-backward.py"
    path.write_text(
        "import numpy as np\n\n\ndef softmax_backward(grad, p):\n"
        "    eye = np.eye(p.shape[-1], dtype=p.dtype)\n"
        "    jacobian = p[..., None] * eye - p[..., :, None] * p[..., None, :]\n"
        "    return (jacobian @ grad[..., None])[..., 0]\n",
        encoding="utf-8",
    )
    with Bench() as bench:
        report = bench.report(get("softmax-backward"), path)
    failed = [one for one in report.results if not one.held]
    assert [one.sentence.split(":")[0] for one in failed] == ["A row of 30,000 works"]
    assert failed[0].trouble is not None
    assert failed[0].trouble.kind == "memory"
