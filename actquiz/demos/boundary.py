"""Where a small network draws the line between two classes, with each activation.

Networks 2-10-10-1 with He weights, full-batch gradient descent at rate 0.1 for 500 epochs on 350
points in the plane; 150 more are held out. Every seed draws its own points, and every function
starts from the same weights on them. The map shows the first seed's network with the function that
is best on points held out (or the one named, or all): its probability for class 1, where 0.5 is the
boundary.

Figures, for each activation: ``<activation>.loss`` / ``.accuracy`` = mean training loss and
accuracy after the last epoch; ``.held_out`` = mean accuracy on points held out; ``.spread`` =
standard deviation of the held-out accuracy over seeds; ``.half`` = mean first epoch at which the
loss is below half of its first value (the number of epochs where it never is); ``.diverged`` =
share of networks that diverged, which the other figures leave out; where none did,
``.minus_line`` = mean held-out accuracy above the straight line's, ``.minus_line_error`` = its
standard error. And ``line.held_out`` = mean
held-out accuracy of the same training without hidden layers: what a straight line can do.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos import own_data
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import NOISE, band, caption, difference, spread, with_error
from actquiz.demos.training_runs import (
    BACKEND,
    History,
    Trial,
    bars,
    build,
    drawn_for,
    frames,
    seeds_of,
)
from actquiz.engine import activations, data
from actquiz.engine.data import Dataset
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.training import Recipe
from actquiz.errors import ActquizError
from actquiz.plots.figure import Axis, Figure, HeatMap, Panel, Points
from actquiz.words import counted, listed

_DATA: dict[str, Callable[[int, int], Dataset]] = {
    "moons": data.moons,
    "blobs": data.blobs,
    "circles": data.circles,
    "spirals": data.spirals,
    "xor": data.xor,
}
_HELD_OUT = 0.3
_CHANCE = "probability of class 1"
_GRID = 64
"""Points of the map in each direction."""
_DOTS = 100
"""Points drawn over the map; more would hide it."""
_LINE, _BEST, _ALL = "line", "best", "all"


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    each = seeds_of(seed, seeds)
    draw = _drawing(params["data"])
    noise = {} if params["noise"] < 0 else {"noise": params["noise"]}
    learned, held = drawn_for(each, lambda s: draw(s, params["points"], **noise), _HELD_OUT)
    recipe = Recipe(params["epochs"], "sgd", params["rate"], None)
    sizes = (2, *[params["width"]] * params["depth"], 1)
    shapes = {name: Architecture(sizes, name) for name in params["activations"]}
    shapes[_LINE] = Architecture((2, 1))
    trials = {
        name: Trial(build(shape, "he", each), learned, recipe, each)
        for name, shape in shapes.items()
    }
    maps = {
        name: _Map(trials[name].network, learned, f"{own_data.label(params['data'])}, {name}")
        for name in shapes
        if name != _LINE
    }

    def right() -> dict[str, Floats]:
        return {name: _held_out(trial.network, held) for name, trial in trials.items()}

    return frames(
        trials,
        params["backend"],
        draw=lambda histories: _figure(histories, right(), maps, params["show"]),
        conclude=lambda histories: _result(histories, right()),
        readout=f"epoch, {counted(seeds, 'network')} each",
    )


def _drawing(name: str) -> Callable[..., Dataset]:
    """What draws the points: one of ours, or a file's own, always the same."""
    if not own_data.is_file(name):
        return _DATA[name]
    given = own_data.read(name)
    if given.features != 2 or given.classes != 2:
        raise ActquizError(
            f"{given.name} has {counted(given.features, 'feature')} and "
            f"{counted(given.classes, 'class', 'classes')}: a map needs two of each",
            fix="take compare or real-data, or two columns beside the target",
        )
    return lambda *_, **__: given


def _held_out(network: Network, held: Dataset) -> Floats:
    network.forward(held.x)
    return np.asarray(network.accuracy(held.targets("bce")), dtype=np.float64)


class _Map:
    """The first network's probability over the plane, with its points."""

    def __init__(self, network: Network, learned: Dataset, title: str) -> None:
        self.network = network.split(1)[0]
        self.x, self.y = learned.x[0], learned.y[0]
        self.title = title
        low, high = self.x.min(axis=1) - 0.2, self.x.max(axis=1) + 0.2
        self.limits = [(float(a), float(b)) for a, b in zip(low, high, strict=True)]
        across, up = (np.linspace(a, b, _GRID) for a, b in self.limits)
        self.grid = np.stack(np.meshgrid(across, up)).reshape(2, -1)

    def panel(self) -> Panel:
        """The map as it stands."""
        across, up = self.limits
        logits = self.network.forward(self.grid)[0, 0].astype(np.float64)
        chance = 0.5 * (1.0 + np.tanh(0.5 * logits))
        dots = self.y[:_DOTS]
        classes = [
            Points(f"class {label}", *(row[:_DOTS][dots == label].tolist() for row in self.x))
            for label in (0, 1)
        ]
        values = chance.reshape(_GRID, _GRID).tolist()
        return Panel(
            [HeatMap(_CHANCE, values, across, up, (0.0, 1.0), contour=0.5), *classes],
            self.title,
            Axis("x"),
            Axis("y"),
        )


def _shown(
    right: Mapping[str, Floats], known: Mapping[str, History], maps: Mapping[str, _Map], show: str
) -> list[_Map]:
    """The maps to draw: all, one by name, or that of the best function so far."""
    if show == _ALL:
        return list(maps.values())
    names = [name for name in maps if name in known] or list(maps)
    best = (
        max(names, key=lambda name: float(right[name][known[name].kept].mean()), default="")
        if known
        else names[0]
    )
    return [maps[show if show in maps else best]]


def _figure(
    histories: Mapping[str, History],
    right: Mapping[str, Floats],
    maps: Mapping[str, _Map],
    show: str,
) -> Figure:
    known = {name: history for name, history in histories.items() if history.kept.any()}
    hidden = {name: history for name, history in known.items() if name != _LINE}
    epoch, share = Axis("epoch"), Axis("share right")
    curves = {
        what: [band(name, each.epochs, each.kept_curves(what)) for name, each in hidden.items()]
        for what in ("loss", "accuracy")
    }
    held = {name: right[name][history.kept] for name, history in known.items()}
    held = dict(sorted(held.items(), key=lambda pair: -float(pair[1].mean())))
    learned = {name: known[name].kept_curves("accuracy")[:, -1] for name in held}
    note = caption(
        [int(history.kept.sum()) for history in known.values()],
        of=len(next(iter(right.values()))),
    )
    drawn = [picture.panel() for picture in _shown(right, hidden, maps, show)]
    told = [
        Panel(curves["loss"], "training loss", epoch, Axis("cross-entropy"), note=note),
        Panel(curves["accuracy"], "training accuracy", epoch, share),
        Panel(
            [bars("training", learned), bars("held out", held)],
            "accuracy, and a straight line's",
            y=share,
        ),
    ]
    if len(drawn) == 1:
        return Figure([told[0], *drawn, *told[1:]], columns=2)
    return Figure([*told, *drawn], columns=3 if len(drawn) < 10 else 4)


def _result(histories: Mapping[str, History], right: Mapping[str, Floats]) -> Result:
    figures: dict[str, float] = {}
    table = [["function", "training loss", "training acc.", "held out", "loss halved", "diverged"]]
    scores: dict[str, Floats] = {}
    for name, history in histories.items():
        count = len(history.kept)
        if name != _LINE:
            figures[f"{name}.diverged"] = history.diverged / count
        if not history.kept.any():
            table.append([name, "–", "–", "–", "–", f"{history.diverged} of {count}"])
            continue
        loss, accuracy = (history.kept_curves(what) for what in ("loss", "accuracy"))
        scores[name] = right[name][history.kept]
        figures[f"{name}.held_out"] = float(scores[name].mean())
        half = _half(loss)
        if name != _LINE:
            figures |= {
                f"{name}.loss": float(loss[:, -1].mean()),
                f"{name}.accuracy": float(accuracy[:, -1].mean()),
                f"{name}.spread": float(scores[name].std()),
                f"{name}.half": float(half.mean()),
            }
        over = spread(scores[name])
        table.append([
            name,
            f"{loss[:, -1].mean():.3f}",
            f"{accuracy[:, -1].mean():.3f}",
            with_error(float(over.mean), float(over.error)),
            f"epoch {half.mean():.0f}" if (half < loss.shape[1]).all() else "not always",
            f"{history.diverged} of {count}",
        ])  # fmt: skip
    figures |= _against_line(scores)
    diverged = sum(history.diverged for history in histories.values())
    return Result(figures, _summary(scores), table, (), diverged)


def _against_line(scores: Mapping[str, Floats]) -> dict[str, float]:
    """How far each function is above a straight line on the same points, with its error."""
    figures: dict[str, float] = {}
    for name in scores.keys() - {_LINE}:
        # Only without divergence does network i of one belong to network i of the other.
        if _LINE in scores and len(scores[name]) == len(scores[_LINE]):
            gap = spread(scores[name] - scores[_LINE])
            figures[f"{name}.minus_line"] = float(gap.mean)
            figures[f"{name}.minus_line_error"] = float(gap.error)
    return figures


def _half(loss: Floats) -> Floats:
    """The first epoch with less than half of the first loss, or the last, [networks]."""
    below = loss < loss[:, :1] / 2
    first = np.where(below.any(axis=1), 1 + below.argmax(axis=1), loss.shape[1])
    return np.asarray(first, dtype=np.float64)


def _summary(scores: Mapping[str, Floats]) -> str:
    """The best against the second, the worst against a straight line."""
    ordered = sorted(
        (name for name in scores if name != _LINE),
        key=lambda name: float(scores[name].mean()),
        reverse=True,
    )
    if not ordered:
        return "Every network diverged."
    pairs = [(ordered[0], other) for other in ordered[1:2]]
    if _LINE in scores:
        pairs.append((ordered[-1], _LINE))
    texts = []
    for first, second in pairs:
        # Only without divergence does network i of one belong to network i of the other.
        paired = len(scores[first]) == len(scores[second])
        texts.append(difference((first, scores[first]), (second, scores[second]), paired=paired))
    return " ".join(["Held-out accuracy:", *texts])


def _alike(seen: Seen) -> list[str]:
    """The functions that are more than two points better than a straight line."""
    shares = seen.of_each("minus_line", seen.params["activations"])
    return [name for name, ahead in shares.items() if ahead > 0.02]


def _gap(seen: Seen) -> float:
    """Between the best and the worst of those."""
    ends = [seen[f"{name}.held_out"] for name in _alike(seen)]
    return max(ends) - min(ends)


DEMO = Demo(
    name="boundary",
    title="Decision boundaries",
    question="What boundary does a small network learn with each activation, and how fast?",
    run=_run,
    params=(
        Param(
            "activations",
            "choices",
            ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "silu"),
            "Functions to compare.",
            options=activations.names(),
            functions="layers",
        ),
        Param(
            "show",
            "choice",
            _BEST,
            "Whose map is drawn: that of the best function on points held out, one's, or all.",
            options=(_BEST, _ALL, *activations.names()),
            functions="layers",
        ),
        Param("width", "int", 10, "Units in each hidden layer.", low=1, high=128),
        Param("depth", "int", 2, "Hidden layers.", low=1, high=6),
        Param("noise", "float", -1.0, "The points' noise; -1: each set's own.", low=-1.0, high=2.0),
        Param(
            "data",
            "choice",
            "moons",
            "The points.",
            options=tuple(_DATA),
            files="three tenths are held out",
            drawn=True,
        ),
        Param("points", "int", 500, "Points, three tenths of them held out.", low=50, high=2000),
        Param("epochs", "int", 500, "Steps, each over all points.", low=10, high=5000),
        Param("rate", "float", 0.1, "Learning rate.", low=0.001, high=10.0),
        BACKEND,
    ),
    observations=(
        Observation(
            "Sigmoid has hardly bent its boundary yet: on points held out it is within three "
            "points of a straight line. Compare a higher rate.",
            lambda seen: (
                abs(seen["sigmoid.minus_line"]) + NOISE * seen["sigmoid.minus_line_error"] < 0.03
            ),
        ),
        Observation(
            lambda seen: (
                f"{listed(_alike(seen))} end within {100 * _gap(seen):.1f} points of one another "
                "on points they have not seen, no more than one draw of the points differs from "
                "the next."
            ),
            lambda seen: (
                len(_alike(seen)) > 1
                and _gap(seen) <= max(seen[f"{name}.spread"] for name in _alike(seen))
            ),
        ),
        Observation(
            "The boundary inherits the function's shape: with ReLU it is made of straight pieces, "
            "with tanh of curves."
        ),
    ),
    seeds=10,
    prediction=Prediction(
        "Two moons, 2-10-10-1, gradient descent at 0.1: what accuracy does sigmoid reach on its "
        "training points after 500 epochs?",
        "sigmoid.accuracy",
        (
            ("about 50 %, a coin toss", -math.inf, 0.7),
            ("about 87 %, what a straight line can do", 0.7, 0.905),
            ("about 94 %, like ReLU", 0.905, 0.97),
            ("nearly 100 %", 0.97, math.inf),
        ),
    ),
    sources=("glorot-2010",),
    tags=("training", "decision-boundary"),
)
