"""Demonstrations that train networks, and those that look at their gradients once."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from actquiz.demos import compare, real_data, registry, runner
from actquiz.demos.demo import Frame, Result
from actquiz.demos.gradient_flow import measure
from actquiz.demos.training_runs import build, seeds_of
from actquiz.engine import data, layer_statistics
from actquiz.engine.layout import Architecture
from actquiz.errors import ActquizError

SMALL: dict[str, dict[str, Any]] = {
    "boundary": {"epochs": 20, "points": 60, "activations": "relu,tanh"},
    "compare": {"epochs": 3, "points": 100, "activations": "relu,tanh"},
    "dying-relu": {"steps": 40, "inputs": 30, "settings": "sgd-2", "others": "leaky_relu"},
    "gradient-flow": {"depths": "3,5", "activations": "sigmoid,relu"},
    "gradient-stats": {"width": 16},
    "real-data": {"epochs": 5, "data": "iris", "activations": "relu,sigmoid"},
    "rescue": {"steps": 20, "depth": 4},
    "saturation": {"epochs": 2, "points": 100},
}


def _outcome(name: str, seed: int = 1, seeds: int = 4, **given: Any) -> Result:
    return runner.outcome(registry.get(name), SMALL[name] | given, seeds=seeds, seed=seed)


def _frames(name: str, **given: Any) -> list[Frame]:
    demo = registry.get(name)
    return list(runner.run(demo, runner.parameters(demo, SMALL[name] | given), 4, 0))


@pytest.mark.parametrize("name", SMALL)
def test_the_same_seed_gives_the_same_result(name: str) -> None:
    """A run repeats bit for bit; another seed gives other numbers."""
    first = _outcome(name, seed=3)
    assert first == _outcome(name, seed=3)
    assert first.figures != _outcome(name, seed=4).figures


@pytest.mark.parametrize("name", SMALL)
def test_figures_are_finite_and_documented(name: str) -> None:
    """Every figure is a finite number, and its last word stands in the module's text."""
    demo = registry.get(name)
    text = demo.run.__globals__["__doc__"].replace("`", " ")
    for figure, value in _outcome(name).figures.items():
        assert math.isfinite(value), figure
        what = figure.rsplit(".", 1)[-1].rstrip("0123456789").split("minus_")[0]
        assert what in text, figure


@pytest.mark.parametrize("name", SMALL)
def test_frames_come_on_the_way_and_only_the_last_has_the_result(name: str) -> None:
    """There are several frames, each with a picture and a readout, and one result."""
    frames = _frames(name)
    assert len(frames) > 1
    assert [frame.result is not None for frame in frames] == [False] * (len(frames) - 1) + [True]
    assert frames[-1].step == frames[-1].steps
    assert all(frame.figure.panels and frame.readout for frame in frames)


@pytest.mark.parametrize(
    ("name", "alone", "both"),
    [
        ("boundary", {"activations": "relu"}, {"activations": "tanh,relu"}),
        ("dying-relu", {"settings": "sgd-2"}, {"settings": "adam-0.01,sgd-2"}),
        ("gradient-flow", {"depths": "5"}, {"depths": "3,5"}),
        ("rescue", {"remedies": "skip"}, {"remedies": "batch_norm,skip"}),
    ],
)
def test_settings_do_not_disturb_each_other(
    name: str, alone: dict[str, Any], both: dict[str, Any]
) -> None:
    """Adding a setting leaves the others' numbers as they were."""
    shared = _outcome(name, **alone).figures
    own = {key: value for key, value in shared.items() if "minimum_is_bias" not in key}
    assert _outcome(name, **both).figures.items() >= own.items()


def test_a_chosen_number_of_seeds_never_repeats_a_network() -> None:
    """Two runs with different seeds share no network's seed."""
    assert not set(seeds_of(0, runner.MOST_SEEDS)) & set(seeds_of(1, runner.MOST_SEEDS))


def test_the_gradient_of_the_first_layer_meets_theory_and_the_mean_hides_it() -> None:
    """Twenty layers follow mean-field theory; sigmoid's mean norm lies far above W₁'s."""
    result = runner.outcome(registry.get("gradient-flow"), {"depths": "3,20"})
    assert len(result.theory) == 6
    for theory in result.theory:
        assert abs(theory.measured - theory.expected) <= 3 * theory.error, theory
    assert result.figures["sigmoid.depth20.mean_over_first"] > 1e9
    assert result.figures["sigmoid.minimum_is_bias"] == 1.0


def test_gradient_norms_agree_with_the_measurement_that_rescales() -> None:
    """|δ₁|/|δ_last| and ‖∂L/∂W₁‖ are those of the measurement that rescales every layer."""
    rng = np.random.default_rng(0)
    network = build(Architecture((5, 8, 8, 8, 1), "tanh"), "he", seeds_of(0, 3))
    x, labels = rng.normal(size=(3, 5, 16)), rng.integers(0, 2, (3, 1, 16)).astype(np.float32)
    norms = measure(network, x, labels)
    other = layer_statistics.backward(network, x, labels)
    ratio = other.log_delta[:, 0] - other.log_delta[:, 2]
    assert np.log10(norms.ratio) == pytest.approx(ratio, abs=1e-4)
    first = other.log_weight[:, 0] + math.log10(8 * 5)
    assert 2 * np.log10(norms.weights[:, 0]) == pytest.approx(first, abs=1e-4)


def test_gradients_that_vanish_altogether_are_counted_apart() -> None:
    """Networks whose gradient underflows to 0 are left out and counted, and nothing breaks."""
    given = {"activations": "squared_relu,relu", "depths": "3,20", "closer": "squared_relu"}
    result = runner.outcome(registry.get("gradient-flow"), given, seeds=4)
    assert result.diverged == 4
    assert "squared_relu.depth20.mean" not in result.figures
    assert "relu.depth20.mean" in result.figures


def test_pooled_gradients_are_decided_by_one_layer() -> None:
    """Shares of first places add up to 1, and the middle matrix holds nine tenths."""
    figures = runner.outcome(registry.get("gradient-stats"), {}, seeds=20).figures
    shares = [figures[f"{name}.first"] for name in ("sigmoid", "tanh", "relu", "leaky_relu")]
    assert sum(shares) == pytest.approx(1.0)
    assert figures["largest_share"] == pytest.approx(16512 / 18049)


def test_large_steps_kill_relu_units_and_leaky_ones_live() -> None:
    """At rate 5 most of layer 2 is dead, under Adam at 0.001 hardly more than at birth."""
    figures = runner.outcome(registry.get("dying-relu"), {"others": "leaky_relu"}, seeds=8).figures
    assert figures["relu.sgd-5.dead2"] > 0.7
    assert figures["relu.adam-0.001.dead2"] < figures["relu.adam-0.001.born2"] + 0.06
    assert figures["leaky_relu.sgd-2.dead2"] == 0.0
    assert figures["relu.sgd-2.revived1"] == 0.0
    assert figures["relu.sgd-2.revived2"] > 0.0


def test_a_remedy_is_for_a_cause() -> None:
    """Batch normalisation rescues both ways; leaky slopes diverge from large weights."""
    result = runner.outcome(
        registry.get("rescue"), {"start": "large", "remedies": "batch_norm,leaky"}, seeds=4
    )
    assert result.figures["batch_norm.trained"] == 1.0
    assert result.figures["leaky.diverged"] == 1.0
    assert "leaky.accuracy" not in result.figures
    assert result.diverged >= 4


def test_only_the_last_sigmoid_layer_saturates() -> None:
    """Its mean falls to near 0 while the layers below stay in the middle."""
    figures = runner.outcome(registry.get("saturation"), {}, seeds=2, seed=1).figures
    assert figures["top.start"] == pytest.approx(0.5, abs=0.03)
    assert figures["top.mean"] < 0.1
    assert figures["top.saturated"] > 0.9
    assert all(figures[f"layer{layer}.saturated"] < 0.05 for layer in (1, 2, 3))


def test_runs_cut_off_before_the_lowest_loss_never_converged() -> None:
    """Where the validation loss is lowest at the last epoch, no epoch is named."""
    result = _outcome("real-data", activations="sigmoid")
    assert result.figures["iris.sigmoid.unconverged"] == 1.0
    assert "iris.sigmoid.epoch" not in result.figures
    assert any("never converged" in cell for row in result.table for cell in row)
    assert result.figures["iris.sample"] == pytest.approx(1 / 30)


def test_real_data_is_split_class_by_class() -> None:
    """Training, validation and test data are six, two and two tenths of every class."""
    whole = data.iris()
    (learned, held, test) = real_data.parts(whole, [7])
    assert [len(part) for part in (learned, held, test)] == [90, 30, 30]
    for part in (learned, held, test):
        counts = np.bincount(part.y[0])
        assert counts.max() == counts.min()


def test_first_places_are_shared_where_runs_tie() -> None:
    """A tie gives each its part, and the shares add up to 1."""
    shares = compare.firsts({"relu": np.array([0.9, 0.8]), "tanh": np.array([0.9, 0.7])})
    assert shares == {"relu": 0.75, "tanh": 0.25}


def test_torch_trains_the_same_networks() -> None:
    """With torch as the backend the figures are the same to float32's precision."""
    pytest.importorskip("torch")
    ours, theirs = (_outcome("boundary", backend=backend) for backend in ("numpy", "torch"))
    for name in ("relu.loss", "tanh.loss", "line.held_out"):
        assert theirs.figures[name] == pytest.approx(ours.figures[name], abs=1e-4)


@pytest.mark.parametrize(
    ("name", "given", "complaint"),
    [
        ("rescue", {"remedies": "batchnorm"}, "did you mean 'batch_norm'"),
        ("dying-relu", {"settings": "sgd-3"}, "settings cannot be 'sgd-3'"),
        ("real-data", {"dropout": 1.0}, "a number from 0 to 0.9"),
        ("gradient-flow", {"depths": "4"}, "depths cannot be '4'"),
    ],
)
def test_what_cannot_be_is_refused(name: str, given: dict[str, Any], complaint: str) -> None:
    """A setting that does not exist is refused with what would do."""
    with pytest.raises(ActquizError, match=complaint):
        _outcome(name, **given)
