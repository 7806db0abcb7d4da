"""Finding demonstrations, reading their parameters, running them."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from actquiz import demos
from actquiz.demos import predicting, registry, runner
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation
from actquiz.demos.seed_statistics import (
    band,
    caption,
    difference,
    spread,
    with_error,
    without_diverged,
)
from actquiz.errors import ActquizError
from actquiz.plots.figure import Figure


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    yield Frame(1, 1, Figure([]), "", Result({"seeds": float(seeds)}, "done"))


SAMPLE = Demo(
    name="sample",
    title="A sample",
    question="Does it work?",
    run=_run,
    params=(
        Param("depth", "int", 20, "Layers.", low=5, high=100),
        Param("rate", "float", 0.1, "Step.", low=0.0),
        Param("init", "choice", "he", "Weights.", options=("he", "glorot")),
        Param("activations", "choices", ("relu",), "Functions.", options=("relu", "sigmoid")),
        Param("skip", "bool", False, "Skip connections."),
    ),
    observations=(
        Observation("A fact."),
        Observation("Many seeds.", lambda seen: seen["seeds"] > 5),
        Observation(lambda seen: f"Depth {seen.params['depth']}.", lambda seen: seen["no"] < 1),
    ),
    seeds=8,
)


def test_the_list_of_demos_is_the_folder() -> None:
    """Every module that ends in a DEMO is in the list, and nothing else is."""
    folder = Path(demos.__file__).parent
    found = {
        path.stem.replace("_", "-")
        for path in folder.glob("*.py")
        if "\nDEMO = Demo(" in path.read_text(encoding="utf-8")
    }
    assert found == set(registry.DEMOS)


@pytest.mark.parametrize("name", registry.DEMOS)
def test_every_demo_is_whole(name: str) -> None:
    """A demo carries its own name and title, asks a question, and its defaults are allowed."""
    demo = registry.get(name)
    module = importlib.import_module(f"actquiz.demos.{name.replace('-', '_')}")
    assert (demo.name, demo.title) == (name, registry.DEMOS[name])
    assert demo.question.endswith("?")
    assert len(demo.observations) >= 3
    assert "Figures" in (module.__doc__ or "")
    for param in demo.params:
        assert runner.read(param, param.default) == param.default


def test_a_result_has_the_observations_that_hold() -> None:
    """Facts always, statements where their condition holds for the run's figures."""
    assert runner.outcome(SAMPLE, {}, seeds=3).notices == ("A fact.",)
    assert runner.outcome(SAMPLE, {}, seeds=6).notices == ("A fact.", "Many seeds.")


@pytest.mark.parametrize("name", registry.DEMOS)
def test_every_prediction_has_one_right_option(name: str) -> None:
    """Whatever comes out, exactly one option of a prediction is right."""
    prediction = registry.get(name).prediction
    if prediction is None or not prediction.options:
        return
    ends = sorted((low, high) for _, low, high in prediction.options)
    assert ends[0][0] == -math.inf
    assert ends[-1][1] == math.inf
    assert all(before[1] == after[0] for before, after in pairwise(ends))


def test_an_unknown_demo_suggests_the_nearest() -> None:
    """A misspelt name is answered with the right one."""
    with pytest.raises(ActquizError, match="did you mean 'vanishing'"):
        registry.get("vanishin")


def test_parameters_are_read_from_text_and_values() -> None:
    """Text from the command line and values from a deck give the same parameters."""
    text = {"depth": "30", "rate": "1e-3", "activations": "sigmoid, relu", "skip": "yes"}
    values = {"depth": 30, "rate": 0.001, "activations": ["sigmoid", "relu"], "skip": True}
    read = runner.parameters(SAMPLE, text)
    assert read == runner.parameters(SAMPLE, values)
    assert read["init"] == "he"
    assert read["activations"] == ("sigmoid", "relu")


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("depth", "4", "depth cannot be '4' — it takes a whole number from 5 to 100"),
        ("depth", "2.5", "depth cannot be '2.5'"),
        ("depth", True, "depth cannot be 'True'"),
        ("depth", "many", "whole number from 5 to 100"),
        ("rate", "-1", "a number of at least 0"),
        ("rate", "nan", "rate cannot be 'nan'"),
        ("init", "hee", "did you mean 'he'"),
        ("init", "zzz", "one of he, glorot"),
        ("activations", "relu,sigmod", "did you mean 'sigmoid'"),
        ("activations", "", "one or more, comma-separated, of relu, sigmoid"),
        ("activations", 3, "activations cannot be '3'"),
        ("skip", "maybe", "true or false"),
        ("dept", "5", "no parameter 'dept' — did you mean 'depth'"),
    ],
)
def test_bad_parameters_are_refused(name: str, value: Any, complaint: str) -> None:
    """A refusal names the parameter and what it takes."""
    with pytest.raises(ActquizError) as caught:
        runner.parameters(SAMPLE, {name: value})
    assert complaint in str(caught.value)


def test_seeds_have_bounds() -> None:
    """A number of seeds or a seed that cannot be is refused; none given takes the demo's own."""
    assert runner.outcome(SAMPLE, {}).figures["seeds"] == 8
    assert runner.outcome(SAMPLE, {}, seeds=3).figures["seeds"] == 3
    for seeds, seed in ((0, 0), (-1, 0), (10**6, 0), (1, -1)):
        with pytest.raises(ActquizError, match="seed"):
            runner.outcome(SAMPLE, {}, seeds=seeds, seed=seed)


def test_options_are_predicted_by_digit() -> None:
    """The digit of the interval that holds the outcome is right, others say which was."""
    prediction = Prediction("?", "x", (("small", -math.inf, 1.0), ("large", 1.0, math.inf)))
    right = predicting.score(prediction, predicting.read(prediction, "2\n"), {"x": 1.0})
    wrong = predicting.score(prediction, predicting.read(prediction, "1"), {"x": 1.0})
    assert right.right
    assert not wrong.right
    assert "large" in wrong.sentence
    for typed in ("0", "3", "", "two", "²"):
        with pytest.raises(ActquizError, match="digit from 1 to 2"):
            predicting.read(prediction, typed)


def test_numbers_are_scored_by_distance_or_ratio() -> None:
    """A typed number counts when it is within a tenth, or on a log scale within a factor two."""
    plain, log = Prediction("?", "x"), Prediction("?", "x", log=True)

    def right(prediction: Prediction, typed: str, outcome: float) -> bool:
        answer = predicting.read(prediction, typed)
        return predicting.score(prediction, answer, {"x": outcome}).right

    assert right(plain, "0.95", 1.0)
    assert not right(plain, "0.85", 1.0)
    assert right(log, "1.5e-9", 1e-9)
    assert not right(log, "3e-9", 1e-9)
    assert not right(log, "-1", 1e-9)
    with pytest.raises(ActquizError, match="not a number"):
        predicting.read(plain, "inf")


def test_spread_tells_mean_error_and_band() -> None:
    """The statistics over runs are the usual ones; a single run has no error."""
    over = spread([[1.0, 10.0], [3.0, 10.0], [5.0, 10.0]])
    assert over.mean.tolist() == [3.0, 10.0]
    assert over.error[0] == pytest.approx(2 / math.sqrt(3))
    assert over.low[0] < over.median[0] < over.high[0]
    assert spread([2.0]).error == 0.0


def test_diverged_runs_are_counted_apart() -> None:
    """A run with a number that is none is left out and counted."""
    kept, lost = without_diverged([[1.0, 2.0], [math.nan, 2.0], [1.0, math.inf]])
    assert kept.tolist() == [[1.0, 2.0]]
    assert lost == 2


def test_a_band_on_a_log_scale_is_geometric() -> None:
    """From logarithms a line goes through the geometric mean, between its percentiles."""
    line = band("f", [1, 2], np.array([[0.0, 1.0], [2.0, 1.0]]), log=True)
    assert line.y == pytest.approx([10.0, 10.0])
    assert line.low is not None
    assert line.low[0] < 10.0


def test_differences_inside_the_noise_are_called_noise() -> None:
    """Two sets of runs that differ by less than two standard errors do not differ."""
    rng = np.random.default_rng(1)
    a = rng.normal(0.90, 0.02, 40)
    assert "inside the noise" in difference(("relu", a), ("tanh", a[::-1]))
    assert "relu is above tanh by" in difference(("relu", a + 0.1), ("tanh", a))
    assert "standard errors" in difference(
        ("relu", a + 0.004 + rng.normal(0, 1e-3, 40)), ("tanh", a), paired=True
    )


def test_one_run_claims_no_spread() -> None:
    """With a single seed there is no band, no noise to be inside of, and the caption says so."""
    line = band("relu", [1, 2], [[0.5, 0.25]])
    assert (line.low, line.high) == (None, None)
    assert line.y == [0.5, 0.25]
    assert band("relu", [1], [[-2.0]], log=True).y == [0.01]
    assert "one run does not tell" in difference(("relu", [0.9]), ("tanh", [0.8]))
    assert caption(1) == "One network: a spread takes more seeds."
    assert caption(8, "run") == "Mean of 8 runs; band: 8 of 10."


def test_a_mean_is_written_with_its_error() -> None:
    """The error decides how many digits of the mean are worth writing."""
    assert with_error(0.92873, 0.0043) == "0.9287 ± 0.0043"
    assert with_error(-23.91, 0.6) == "-23.91 ± 0.60"
    assert with_error(0.25, 0.0) == "0.25"


def test_every_source_of_a_demonstration_is_in_the_list() -> None:
    """What a demonstration cites can be looked up in content/sources.yaml."""
    import yaml

    from actquiz import paths

    known = yaml.safe_load((paths.shipped_content() / "sources.yaml").read_text(encoding="utf-8"))
    for name, _ in registry.names():
        assert set(registry.get(name).sources) <= set(known), name
