"""Functions of a vector: softmax and its kin, gated linear units, maxout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from actquiz.arrays import Floats
from actquiz.engine.activations import smooth
from actquiz.engine.activations.activation import as_floats
from actquiz.engine.activations.special import sigmoid, sigmoid_slope
from actquiz.errors import ActquizError


@dataclass(frozen=True, slots=True)
class VectorFunction:
    """A function of a vector, taken along one axis of an array (the last, unless told).

    It keeps the floating type of its input, never warns, and gives NaN wherever its vector holds
    one, or where no limit exists (softmax with several +inf, or with nothing but −inf).
    """

    name: str
    title: str
    formula: str
    """LaTeX."""
    jacobian_formula: str
    """LaTeX of ∂out/∂in."""
    source: str
    kernel: Callable[[Floats], Floats]
    """Along the last axis, float64."""
    jacobian_kernel: Callable[[Floats], Floats]
    """[n] to [outputs, n], float64."""
    pieces: int = 1
    """The length of its vector must be a multiple of this."""
    scalar: bool = False
    """Gives one number a vector instead of a vector."""
    aliases: tuple[str, ...] = ()

    def value(self, x: ArrayLike, *, axis: int = -1) -> Any:
        """The function along ``axis``; ActquizError if its length does not fit."""
        wide, kept = as_floats(x)
        self._require(wide, axis)
        with np.errstate(all="ignore"):
            out = self.kernel(np.moveaxis(wide, axis, -1)).astype(kept)
        return out[()] if self.scalar else np.moveaxis(out, -1, axis)

    def jacobian(self, x: ArrayLike) -> Floats:
        """∂out/∂in at one vector: [outputs, n] in float64."""
        wide, _ = as_floats(x)
        if wide.ndim != 1:
            raise ActquizError(
                f"the Jacobian of {self.name} needs one vector, not a {wide.ndim}-D array"
            )
        self._require(wide, 0)
        with np.errstate(all="ignore"):
            return self.jacobian_kernel(wide)

    def _require(self, x: Floats, axis: int) -> None:
        if x.ndim == 0 or x.shape[axis] == 0:
            raise ActquizError(f"{self.name} needs a vector with at least one number")
        if x.shape[axis] % self.pieces:
            raise ActquizError(
                f"{self.name} cannot split {x.shape[axis]} numbers into {self.pieces} equal parts",
                fix=f"give a multiple of {self.pieces}",
            )


def _shifted(x: Floats) -> Floats:
    """x minus its maximum; an entry equal to the maximum gives exactly 0, at ±inf too."""
    top = x.max(axis=-1, keepdims=True)
    no_limit = ((x == np.inf).sum(axis=-1, keepdims=True) > 1) | (top == -np.inf)
    return np.where(no_limit, np.nan, np.where(x == top, 0.0, x - top))


def softmax(x: Floats) -> Floats:
    """exp(x − max) over its sum."""
    e = np.exp(_shifted(x))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def _log_sum(shifted: Floats) -> Floats:
    """log Σ exp(shifted), where one entry is 0: log1p of the others keeps a small sum."""
    e = np.exp(shifted)
    np.put_along_axis(e, shifted.argmax(axis=-1, keepdims=True), 0.0, axis=-1)
    return np.asarray(np.log1p(e.sum(axis=-1, keepdims=True)))


def log_softmax(x: Floats) -> Floats:
    """(x − max) − log Σ exp(x − max)."""
    shifted = _shifted(x)
    return np.asarray(shifted - _log_sum(shifted))


def logsumexp(x: Floats) -> Floats:
    """max + log Σ exp(x − max); −inf for nothing but −inf, +inf as soon as one entry is."""
    top = x.max(axis=-1)
    total = top + _log_sum(_shifted(x))[..., 0]
    return np.asarray(np.where(np.isinf(top), top, total))


def _softmax_jacobian(x: Floats) -> Floats:
    p = softmax(x)
    return np.asarray(np.diag(p) - np.outer(p, p))


def _log_softmax_jacobian(x: Floats) -> Floats:
    return np.asarray(np.eye(x.size) - softmax(x))


def _logsumexp_jacobian(x: Floats) -> Floats:
    return softmax(x)[np.newaxis, :]


def _halves(x: Floats) -> tuple[Floats, Floats]:
    half = x.shape[-1] // 2
    return x[..., :half], x[..., half:]


def glu(x: Floats) -> Floats:
    """a·σ(b): the second half gates the first, as in PyTorch."""
    a, b = _halves(x)
    return np.asarray(a * sigmoid(b))


def swiglu(x: Floats) -> Floats:
    """silu(a)·b: the first half gates the second."""
    a, b = _halves(x)
    return np.asarray(smooth.silu(a) * b)


def geglu(x: Floats) -> Floats:
    """gelu(a)·b: the first half gates the second."""
    a, b = _halves(x)
    return np.asarray(smooth.gelu(a) * b)


def _gated_jacobian(by_first: Floats, by_second: Floats) -> Floats:
    return np.concatenate([np.diag(by_first), np.diag(by_second)], axis=1)


def _glu_jacobian(x: Floats) -> Floats:
    a, b = _halves(x)
    return _gated_jacobian(sigmoid(b), a * sigmoid_slope(b))


def _swiglu_jacobian(x: Floats) -> Floats:
    a, b = _halves(x)
    return _gated_jacobian(smooth.silu_slope(a) * b, smooth.silu(a))


def _geglu_jacobian(x: Floats) -> Floats:
    a, b = _halves(x)
    return _gated_jacobian(smooth.gelu_slope(a) * b, smooth.gelu(a))


def maxout(x: Floats) -> Floats:
    """The larger of each pair of neighbours: two linear pieces a unit."""
    return np.asarray(x.reshape(*x.shape[:-1], -1, 2).max(axis=-1))


def _maxout_jacobian(x: Floats) -> Floats:
    pairs = x.reshape(-1, 2)
    jacobian = np.zeros((len(pairs), x.size))
    units = np.arange(len(pairs))
    jacobian[units, 2 * units + pairs.argmax(axis=1)] = 1.0
    return jacobian


def reglu(x: Floats) -> Floats:
    """relu(a)·b: the first half gates the second."""
    a, b = _halves(x)
    return np.asarray(np.maximum(a, 0.0) * b)


def _reglu_jacobian(x: Floats) -> Floats:
    a, b = _halves(x)
    return _gated_jacobian((a > 0) * b, np.maximum(a, 0.0))


def bilinear(x: Floats) -> Floats:
    """a·b: a gated unit without a gate's function."""
    a, b = _halves(x)
    return np.asarray(a * b)


def _bilinear_jacobian(x: Floats) -> Floats:
    a, b = _halves(x)
    return _gated_jacobian(b, a)


def softmin(x: Floats) -> Floats:
    """softmax of −x."""
    return softmax(-x)


def _softmin_jacobian(x: Floats) -> Floats:
    return -_softmax_jacobian(-x)


def sparsemax(x: Floats) -> Floats:
    """The nearest point of the probability simplex: max(x − τ, 0) with τ such that it sums to 1."""
    shifted = _shifted(x)
    down = -np.sort(-shifted, axis=-1)
    counts = np.arange(1, x.shape[-1] + 1)
    sums = np.cumsum(down, axis=-1)
    support = (1.0 + counts * down > sums).sum(axis=-1, keepdims=True)
    last = np.maximum(support - 1, 0)
    tau = (np.take_along_axis(sums, last, axis=-1) - 1.0) / np.maximum(support, 1)
    return np.asarray(np.maximum(shifted - tau, 0.0))


def _sparsemax_jacobian(x: Floats) -> Floats:
    chosen = (sparsemax(x) > 0).astype(np.float64)
    return np.asarray(np.diag(chosen) - np.outer(chosen, chosen) / chosen.sum())


def hardmax(x: Floats) -> Floats:
    """1 for the first of the largest, 0 for the others: softmax at temperature 0."""
    shifted = _shifted(x)
    places = np.arange(x.shape[-1]) == shifted.argmax(axis=-1)[..., np.newaxis]
    return np.where(np.isnan(shifted), np.nan, places.astype(np.float64))


def _hardmax_jacobian(x: Floats) -> Floats:
    return np.zeros((x.size, x.size))


def gumbel_softmax(
    x: ArrayLike, rng: np.random.Generator, temperature: float = 1.0, *, hard: bool = False
) -> Any:
    """A draw: softmax((x + Gumbel noise)/temperature) along the last axis; ``hard``: its hardmax.

    Raises ActquizError for a temperature that is not above 0.
    """
    if not temperature > 0:
        raise ActquizError(f"a temperature is above 0, not {temperature}")
    wide, kept = as_floats(x)
    noise = rng.gumbel(size=wide.shape)
    drawn = softmax((wide + noise) / temperature)
    return (hardmax(drawn) if hard else drawn).astype(kept)


VECTOR = (
    VectorFunction(
        "softmax", "Softmax",
        r"p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
        r"\frac{\partial p_i}{\partial x_j} = p_i(\delta_{ij} - p_j)",
        "bridle-1990", softmax, _softmax_jacobian,
    ),
    VectorFunction(
        "log_softmax", "Log-softmax",
        r"x_i - \log \sum_j e^{x_j}",
        r"\delta_{ij} - p_j",
        "goodfellow-2016", log_softmax, _log_softmax_jacobian,
    ),
    VectorFunction(
        "logsumexp", "Log-sum-exp",
        r"m + \log \sum_j e^{x_j - m}, \quad m = \max_j x_j",
        r"p_j",
        "goodfellow-2016", logsumexp, _logsumexp_jacobian, scalar=True,
    ),
    VectorFunction(
        "glu", "GLU (gated linear unit)",
        r"a \odot \sigma(b)",
        r"\partial_a = \sigma(b), \quad \partial_b = a\,\sigma(b)\,\sigma(-b)",
        "dauphin-2016", glu, _glu_jacobian, pieces=2,
    ),
    VectorFunction(
        "swiglu", "SwiGLU",
        r"\mathrm{silu}(a) \odot b",
        r"\partial_a = \mathrm{silu}'(a)\,b, \quad \partial_b = \mathrm{silu}(a)",
        "shazeer-2020", swiglu, _swiglu_jacobian, pieces=2,
    ),
    VectorFunction(
        "geglu", "GEGLU",
        r"\mathrm{gelu}(a) \odot b",
        r"\partial_a = \mathrm{gelu}'(a)\,b, \quad \partial_b = \mathrm{gelu}(a)",
        "shazeer-2020", geglu, _geglu_jacobian, pieces=2,
    ),
    VectorFunction(
        "maxout", "Maxout, two pieces a unit",
        r"h_i = \max(x_{2i}, x_{2i+1})",
        r"1 \text{ for the larger of the pair, } 0 \text{ for the other}",
        "goodfellow-2013", maxout, _maxout_jacobian, pieces=2,
    ),
    VectorFunction(
        "reglu", "ReGLU",
        r"\max(0, a) \odot b",
        r"\partial_a = b \text{ where } a > 0, \quad \partial_b = \max(0, a)",
        "shazeer-2020", reglu, _reglu_jacobian, pieces=2,
    ),
    VectorFunction(
        "bilinear", "Bilinear unit",
        r"a \odot b",
        r"\partial_a = b, \quad \partial_b = a",
        "shazeer-2020", bilinear, _bilinear_jacobian, pieces=2,
    ),
    VectorFunction(
        "softmin", "Softmin",
        r"p_i = \frac{e^{-x_i}}{\sum_j e^{-x_j}}",
        r"\frac{\partial p_i}{\partial x_j} = -p_i(\delta_{ij} - p_j)",
        "pytorch-functional", softmin, _softmin_jacobian,
    ),
    VectorFunction(
        "sparsemax", "Sparsemax",
        r"p_i = \max(x_i - \tau, 0), \quad \sum_i p_i = 1",
        r"\frac{\partial p_i}{\partial x_j} = s_i(\delta_{ij} - \frac{s_j}{\sum_k s_k}),"
        r" \quad s_i = 1 \text{ where } p_i > 0, \text{ else } 0",
        "martins-2016", sparsemax, _sparsemax_jacobian,
    ),
    VectorFunction(
        "hardmax", "Hard softmax (the largest alone)",
        r"1 \text{ for the first of the largest, } 0 \text{ for the others}",
        r"0",
        "martins-2016", hardmax, _hardmax_jacobian, aliases=("hard_softmax", "onehot_argmax"),
    ),
)  # fmt: skip
