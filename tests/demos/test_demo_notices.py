"""What a run says to notice is true of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from actquiz.demos import registry, runner
from actquiz.demos.demo import Demo, Param, Result, Theory
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import caption, told
from actquiz.demos.wording import left_theory

Params = Mapping[str, Any]
SMALL: dict[str, dict[str, Any]] = {
    "attention": {"most": 64, "queries": 8},
    "boundary": {"epochs": 60, "points": 80},
    "born-dead": {},
    "compare": {"epochs": 5, "points": 120},
    "cost": {"elements": 1024},
    "dying-relu": {"steps": 60, "inputs": 40},
    "edge-of-chaos": {"depth": 8, "width": 32},
    "glu-variants": {"steps": 40, "width": 4},
    "gradient-flow": {"depths": "3,10"},
    "gradient-stats": {"width": 32},
    "initialization": {"depth": 10, "width": 32},
    "linear-collapse": {"depth": 20, "width": 6},
    "memory-in-time": {"steps": 20, "units": 16},
    "outliers": {"tokens": 64, "channels": 16},
    "real-data": {"epochs": 8, "data": "iris"},
    "rescue": {"steps": 30, "depth": 6},
    "residual-norms": {"depth": 8, "width": 32},
    "saturation": {"epochs": 3, "points": 100},
    "selu-fixed-point": {"depth": 20, "width": 32},
    "shattered-gradients": {"width": 20},
    "sparsity": {"depth": 6, "width": 16, "inputs": 40},
    "stability": {"forms": "sigmoid_slope"},
    "universal": {"units": 20},
    "vanishing": {"depth": 10, "width": 32},
    "zero-centered": {"inputs": 1000, "units": 8},
}
"""Settings in which a demo takes a fraction of a second; none for those that always do."""
TURNED = {"depth": 40, "epochs": 60, "steps": 80, "width": 64, "points": 300, "inputs": 500,
          "units": 64, "elements": 50_000}  # fmt: skip
"""The most a knob that only costs time is turned to."""


def _spread(result: Result, figure: str) -> float:
    ends = [v for name, v in result.figures.items() if name.endswith(f".{figure}")]
    return max(ends) - min(ends)


def _shares(sentence: str) -> list[float]:
    return [float(text) / 100 for text in re.findall(r"(\d+)%", sentence)]


Check = Callable[[str, Params, Mapping[str, float]], bool]
CHECKS: dict[tuple[str, str], Check] = {
    ("attention", "Divided by"): lambda s, p, f: f["scaled.entropy"] > f["plain.entropy"],
    ("edge-of-chaos", "Both inputs"): lambda s, p, f: f["correlation"] > 0.98,
    ("edge-of-chaos", "The inputs stay"): lambda s, p, f: f["correlation"] < 0.95 and f["chi"] > 1,
    ("memory-in-time", "A tanh recurrence"): lambda s, p, f: (
        max(v for k, v in f.items() if k.endswith(".decades")) > 1
    ),
    ("outliers", "With a step for each"): lambda s, p, f: (
        f["x100.channel"] < f["x100.tensor"] and f["x100.channel"] < 1.2 * f["x1.channel"]
    ),
    ("residual-norms", "Post-norm gives"): lambda s, p, f: abs(f["post-norm.gradient"]) < 1,
    ("boundary", "Sigmoid has not bent"): lambda s, p, f: (
        f["sigmoid.held_out"] - f["line.held_out"] < 0.05
    ),
    ("compare", "Sigmoid starts slowly"): lambda s, p, f: (
        f["sigmoid.early"] < max(v for k, v in f.items() if k.endswith(".early")) - 0.05
    ),
    ("compare", "relu fits"): lambda s, p, f: f["relu.best_epoch"] < p["epochs"],
    ("dying-relu", "Small steps kill"): lambda s, p, f: all(
        f[f"relu.{name}.dead2"] < 0.03 + f[f"relu.{name}.born2"]
        for name in p["settings"]
        if name in s
    ),
    ("dying-relu", "Dead units alone"): lambda s, p, f: any(
        f.get(f"relu.{name}.accuracy", 0) > 0.95 and f[f"relu.{name}.diverged"] == 0
        for name in p["settings"]
        if name in s
    ),
    ("glu-variants", "On this task"): lambda s, p, f: f["best_gated_over_relu"] < 1
    if "best_gated_over_relu" in f
    else True,
    ("gradient-flow", "The mean hides"): lambda s, p, f: (
        max(v for k, v in f.items() if k.endswith(".mean_over_first")) > 100
    ),
    ("gradient-flow", "The minimum is no measure"): lambda s, p, f: all(
        v > 0.9 for k, v in f.items() if k.endswith("minimum_is_bias")
    ),
    ("gradient-stats", "Sigmoid's pooled"): lambda s, p, f: (
        0.5 <= f["sigmoid.mean"] / f["relu.mean"] <= 2 and f["sigmoid.bottom_over_top"] < 0.02
    ),
    ("initialization", "At the edge"): lambda s, p, f: abs(f["edge.gradient"]) < 0.31,
    ("linear-collapse", "With an activation"): lambda s, p, f: all(
        v > 0.04 for k, v in f.items() if k.endswith("unexplained") and "identity" not in k
    ),
    ("saturation", "Nothing is learned"): lambda s, p, f: f["accuracy"] < f["chance"] + 0.05,
    ("saturation", "Saturation alone"): lambda s, p, f: f["accuracy"] > 0.89,
    ("saturation", "Only the last"): lambda s, p, f: f["top.saturated"] > 0.5,
    ("selu-fixed-point", "SELU with LeCun"): lambda s, p, f: (
        0.75 < f["lecun.variance"] < 1.25 and p["activation"] == "selu"
    ),
    ("shattered-gradients", "Skip connections"): lambda s, p, f: f["skip.acf"]
    > f[f"depth{max(map(int, p['depths']))}.acf"],
    ("shattered-gradients", "The deepest"): lambda s, p, f: (
        f[f"depth{max(map(int, p['depths']))}.acf"] < 0.41
    ),
    ("softmax", "Cold softmax"): lambda s, p, f: f["top.cold"] > 0.9,
    ("softmax", "At the cold end"): lambda s, p, f: f["logits.cold"] < 0.02,
    ("softmax", "So a cold softmax"): lambda s, p, f: f["logits.most"] > 1,
    ("sparsity", "Half of the pairs"): lambda s, p, f: 0.46 < f["relu.zero"] < 0.54,
    ("universal", "ReLU's error falls"): lambda s, p, f: f["relu.rmse"] < f["relu.rmse_few"],
    ("universal", "x² does not move"): lambda s, p, f: (
        abs(f["square.rmse"] / f["square.rmse_few"] - 1) < 0.02
    ),
    ("vanishing", "Tanh bends"): lambda s, p, f: (
        f["tanh.middle"] / f["tanh.decades"] < 0.5 and f["tanh.decades"] < 0
    ),
    ("zero-centered", "Sigmoid is worse"): lambda s, p, f: (
        f["sigmoid.condition"] > f["relu.condition"]
    ),
    ("cost", "SiLU is a sigmoid"): lambda s, p, f: f["silu.ns"] > 0.99 * f["sigmoid.ns"]
    if "sigmoid.ns" in f
    else True,
}  # fmt: skip
"""What a sentence claims, as the reader takes it: held against the figures once more."""


def _turns(param: Param) -> Iterator[Any]:
    """The ends of a knob, as far as they cost no more than time allows."""
    if param.kind in ("choice", "choices"):
        yield from param.options[:1] + param.options[-1:]
    elif param.kind == "bool":
        yield from (True, False)
    else:
        most = TURNED.get(param.name, param.high)
        yield from (param.low, most if param.high is None or most < param.high else param.high)


def _settings(demo: Demo) -> Iterator[dict[str, Any]]:
    base = SMALL.get(demo.name, {})
    yield base
    for param in demo.params:
        if param.name != "backend":
            yield from (base | {param.name: value} for value in _turns(param))


def _checked(demo: Demo, given: dict[str, Any], seed: int, seeds: int | None) -> None:
    result = runner.outcome(demo, given, seeds, seed)
    params = runner.parameters(demo, given)
    for sentence in result.notices:
        assert sentence.endswith("."), sentence
        assert not {"nan", "inf"} & set(sentence.split()), sentence
        for (name, start), check in CHECKS.items():
            if name == demo.name and sentence.startswith(start):
                assert check(sentence, params, result.figures), (given, seed, sentence)


@pytest.mark.parametrize("name", ["softmax", "universal", "zero-centered", "gelu-approximations"])
def test_what_is_said_to_notice_holds_at_every_knobs_ends(name: str) -> None:
    """Of demos that take no time, at the ends of every knob: no sentence against the figures."""
    demo = registry.get(name)
    for given in _settings(demo):
        _checked(demo, given, 1, 3 if demo.seeds else None)


@pytest.mark.slow
@pytest.mark.parametrize("name", registry.DEMOS)
def test_what_is_said_to_notice_holds_at_every_knobs_ends_in_all(name: str) -> None:
    """The same of every demo, with small settings, over seeds."""
    demo = registry.get(name)
    for given in _settings(demo):
        for seed in (1, 2):
            _checked(demo, given, seed, 4 if demo.seeds else None)


def _notices(name: str, seeds: int | None, **given: Any) -> str:
    return " ".join(runner.outcome(registry.get(name), given, seeds=seeds, seed=0).notices)


def test_a_network_that_learned_is_not_said_to_have_learned_nothing() -> None:
    """Tanh at rate 0.3 saturates and learns all the same, and that is what is said."""
    said = _notices("saturation", 2, activation="tanh", rate=0.3)
    assert "Nothing is learned" not in said
    assert "Saturation alone is no failure" in said


def test_sigmoid_is_said_to_be_a_straight_line_only_where_it_is() -> None:
    """At rate 1 it has bent its boundary."""
    given = {"activations": "sigmoid,relu"}
    assert "a straight line" in _notices("boundary", 4, **given)
    assert "a straight line" not in _notices("boundary", 4, rate=1, **given)


def test_gates_are_said_to_win_only_where_they_do() -> None:
    """At a tenth of the rate no gated block is ahead of the plain ones after so few steps."""
    assert "every gated block ends below" in _notices("glu-variants", 3)
    assert "every gated block ends below" not in _notices("glu-variants", 3, rate=0.001)


def test_a_ranking_turned_round_is_not_told_the_old_way() -> None:
    """Where sigmoid comes first nothing says that it is behind."""
    said = _notices("compare", 3, rate=1, optimizer="sgd", epochs=20)
    assert "Sigmoid starts slowly" not in said


@pytest.mark.parametrize("start", ["small", "large"])
def test_remedies_are_said_to_rescue_as_many_as_they_did(start: str) -> None:
    """Only those with which more than half train, and who diverged is said."""
    demo = registry.get("rescue")
    result = runner.outcome(demo, {"start": start, "steps": 60}, seeds=4)
    said = " ".join(result.notices)
    rescued = said.split(" networks to train", maxsplit=1)[0] if "to train" in said else ""
    for name in demo.params[1].options:
        if result.figures[f"{name}.trained"] <= 0.5:
            assert name not in rescued.lower().rsplit(".", 1)[-1]
        if result.figures[f"{name}.diverged"] > 0:
            assert f"with {name}" in said


def test_gelus_approximations_are_worst_where_it_is_said() -> None:
    """2.70 for the tanh form, not "a little above 2"."""
    said = _notices("gelu-approximations", None)
    assert "|x| = 2.7" in said
    assert "0.02" in said


def test_an_observation_without_its_figure_is_not_shown() -> None:
    """No comparison holds for a figure the run does not have."""
    seen = Seen({"depth": 3}, {"a": 1.0})
    assert Observation("Yes.", lambda s: s["a"] > 0).told(seen) == "Yes."
    assert Observation("No.", lambda s: s["b"] > 0 or s["b"] <= 0).told(seen) == ""
    assert Observation("Always.").told(seen) == "Always."


def test_what_left_the_theory_is_said_with_what_the_theory_is_for() -> None:
    """Four standard errors are no chance; what is exact never leaves."""
    far = Theory("edge.signal", 0.0, 1.0, 0.1, "infinite width")
    (said,) = left_theory([far, Theory("near", 0.0, 0.1, 0.1), Theory("exact", 0.0, 1.0, 0.0)])
    assert said.startswith("edge.signal left the theory by more than 4 standard errors")
    assert "infinite width" in said


def test_captions_count_the_runs_that_are_drawn() -> None:
    """A mean of five is no mean of twelve, and whoever is left out is spoken of."""
    assert caption(5, of=12).startswith("Mean of 5 networks")
    assert "diverged" in caption(5, of=12)
    assert caption([5, 12], of=12).startswith("Mean of 5 to 12 networks")
    assert caption(12, of=12) == "Mean of 12 networks; band: 8 of 10."
    assert caption([], of=12) == "Every network diverged."


def test_survivors_are_told_as_such() -> None:
    """A mean over some of the runs says of how many; one run has no error."""
    assert told([0.5, 0.7], 12) == "0.60 ± 0.10 (2 of 12)"
    assert told([0.6], 8) == "0.6 (1 of 8)"
    assert told([], 8) == "–"
