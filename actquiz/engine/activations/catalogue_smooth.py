"""The records of the smooth activations; extrema from 40-digit arithmetic."""

from __future__ import annotations

import math
from dataclasses import replace

from actquiz.engine.activations import smooth
from actquiz.engine.activations.activation import (
    Activation,
    ActivationFacts,
    Bound,
    Kink,
    Parameter,
)

INF = math.inf
NO_FLOOR = Bound(-INF, (-INF,), attained=False)
NO_CEILING = Bound(INF, (INF,), attained=False)
POSITIVE_ALPHA = Parameter("alpha", 1.0, 1e-3, 1e3, r"\alpha")


def approached(value: float, *at: float) -> Bound:
    """A bound that is only approached, at ±inf."""
    return Bound(value, at, attained=False)


def _sigmoid() -> ActivationFacts:
    return ActivationFacts(
        minimum=approached(0.0, -INF),
        maximum=approached(1.0, INF),
        slope_min=approached(0.0, -INF, INF),
        slope_max=Bound(0.25, (0.0,)),
        monotone=True,
    )


def _squashing() -> ActivationFacts:
    """tanh and softsign."""
    return ActivationFacts(
        minimum=approached(-1.0, -INF),
        maximum=approached(1.0, INF),
        slope_min=approached(0.0, -INF, INF),
        slope_max=Bound(1.0, (0.0,)),
        monotone=True,
        zero_mean=True,
    )


def _softsign() -> ActivationFacts:
    return replace(_squashing(), breakpoints=(0.0,))


def _softplus() -> ActivationFacts:
    return ActivationFacts(
        minimum=approached(0.0, -INF),
        maximum=NO_CEILING,
        slope_min=approached(0.0, -INF),
        slope_max=approached(1.0, INF),
        monotone=True,
    )


def _dip(value: float, at: float, slope_min: Bound, slope_max: Bound) -> ActivationFacts:
    return ActivationFacts(
        minimum=Bound(value, (at,)),
        maximum=NO_CEILING,
        slope_min=slope_min,
        slope_max=slope_max,
        monotone=False,
    )


def _gelu() -> ActivationFacts:
    root2 = math.sqrt(2.0)
    return _dip(
        -0.1699712074799036617,
        -0.7517915246935644575,
        Bound(-0.1289041451851547863, (-root2,)),
        Bound(1.1289041451851547863, (root2,)),
    )


def _gelu_tanh() -> ActivationFacts:
    return _dip(
        -0.1700407505712540506,
        -0.7524614220710162585,
        Bound(-0.1289930686587717655, (-1.418504008790828356,)),
        Bound(1.1289930686587717655, (1.418504008790828356,)),
    )


def _mish() -> ActivationFacts:
    return _dip(
        -0.3088434130172504066,
        -1.192431214515495212,
        Bound(-0.1125261223894625564, (-2.25637639636079312,)),
        Bound(1.088498161251727861, (1.490571179485428459,)),
    )


def _silu() -> ActivationFacts:
    return _swish(beta=1.0)


def _swish(beta: float) -> ActivationFacts:
    if beta == 0.0:
        half = Bound(0.5, (-INF, INF), plateau=True)
        return ActivationFacts(NO_FLOOR, NO_CEILING, half, half, monotone=True, zero_mean=True)
    steepest = 2.399357280515467668 / beta
    facts = _dip(
        -0.2784645427610737951 / beta,
        -1.278464542761073795 / beta,
        Bound(-0.09983932012886691696, (-steepest,)),
        Bound(1.09983932012886691696, (steepest,)),
    )
    return replace(facts, width=1.0 / beta)


def _elu(alpha: float) -> ActivationFacts:
    kink = Kink(0.0, alpha, 1.0, alpha, {"PyTorch": alpha, "JAX": alpha, "TensorFlow": alpha})
    top = Bound(1.0, (0.0, INF), plateau=True) if alpha <= 1 else Bound(alpha, (0.0,))
    return ActivationFacts(
        minimum=approached(-alpha, -INF),
        maximum=NO_CEILING,
        slope_min=approached(0.0, -INF),
        slope_max=top,
        monotone=True,
        kinks=() if alpha == 1.0 else (kink,),
        breakpoints=(0.0,),
    )


def _celu(alpha: float) -> ActivationFacts:
    facts = replace(_elu(1.0), minimum=approached(-alpha, -INF))
    return replace(facts, width=alpha)


def _selu() -> ActivationFacts:
    scale, steep = smooth.SELU_SCALE, smooth.SELU_SCALE * smooth.SELU_ALPHA
    choices = {"PyTorch": steep, "JAX": steep, "TensorFlow": scale}
    return ActivationFacts(
        minimum=approached(-steep, -INF),
        maximum=NO_CEILING,
        slope_min=approached(0.0, -INF),
        slope_max=Bound(steep, (0.0,)),
        monotone=True,
        zero_mean=True,
        kinks=(Kink(0.0, steep, scale, steep, choices),),
        breakpoints=(0.0,),
    )


def _identity() -> ActivationFacts:
    one = Bound(1.0, (-INF, INF), plateau=True)
    return ActivationFacts(NO_FLOOR, NO_CEILING, one, one, monotone=True, zero_mean=True)


SMOOTH = (
    Activation(
        "sigmoid", "Sigmoid (logistic)",
        r"\sigma(x) = \frac{1}{1 + e^{-x}}",
        r"\sigma(x)\,\sigma(-x) = \sigma(x)(1 - \sigma(x))",
        "rumelhart-1986", smooth.sigmoid, smooth.sigmoid_slope, _sigmoid,
        aliases=("logistic", "expit"),
    ),
    Activation(
        "tanh", "Hyperbolic tangent",
        r"\tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}} = 2\sigma(2x) - 1",
        r"1 - \tanh^2 x = 4\,\sigma(2x)\,\sigma(-2x)",
        "lecun-1998", smooth.tanh, smooth.tanh_slope, _squashing,
    ),
    Activation(
        "elu", "ELU (exponential linear unit)",
        r"\begin{cases} x & x > 0 \\ \alpha(e^{x} - 1) & x \le 0 \end{cases}",
        r"\begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}",
        "clevert-2015", smooth.elu, smooth.elu_slope, _elu, (POSITIVE_ALPHA,),
    ),
    Activation(
        "celu", "CELU (continuously differentiable ELU)",
        r"\max(0, x) + \min(0, \alpha(e^{x/\alpha} - 1))",
        r"\begin{cases} 1 & x > 0 \\ e^{x/\alpha} & x \le 0 \end{cases}",
        "barron-2017", smooth.celu, smooth.celu_slope, _celu, (POSITIVE_ALPHA,),
    ),
    Activation(
        "selu", "SELU (scaled ELU)",
        r"\lambda \begin{cases} x & x > 0 \\ \alpha(e^{x} - 1) & x \le 0 \end{cases}",
        r"\lambda \begin{cases} 1 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}",
        "klambauer-2017", smooth.selu, smooth.selu_slope, _selu,
    ),
    Activation(
        "gelu", "GELU (Gaussian error linear unit)",
        r"x\,\Phi(x) = \frac{x}{2}\left(1 + \mathrm{erf}\frac{x}{\sqrt{2}}\right)",
        r"\Phi(x) + x\,\varphi(x)",
        "hendrycks-2016", smooth.gelu, smooth.gelu_slope, _gelu,
        aliases=("gelu_exact", "gelu_erf"),
    ),
    Activation(
        "gelu_tanh", "GELU, tanh approximation",
        r"\frac{x}{2}\left(1 + \tanh\left(\sqrt{\frac{2}{\pi}}\,(x + 0.044715\,x^3)\right)\right)",
        r"\sigma(u) + x\,\sigma(u)\,\sigma(-u)\,u',"
        r"\quad u = 2\sqrt{\frac{2}{\pi}}\,(x + 0.044715\,x^3)",
        "hendrycks-2016", smooth.gelu_tanh, smooth.gelu_tanh_slope, _gelu_tanh,
        aliases=("gelu_new", "gelu_approximate"),
    ),
    Activation(
        "silu", "SiLU (swish with β = 1)",
        r"x\,\sigma(x)",
        r"\sigma(x)\,(1 + x\,\sigma(-x))",
        "elfwing-2017", smooth.silu, smooth.silu_slope, _silu, aliases=("swish_1", "swish1"),
    ),
    Activation(
        "swish", "Swish",
        r"x\,\sigma(\beta x)",
        r"\sigma(\beta x) + \beta x\,\sigma(\beta x)\,\sigma(-\beta x)",
        "ramachandran-2017", smooth.swish, smooth.swish_slope, _swish,
        (Parameter("beta", 1.0, 0.0, 1e3, r"\beta"),), aliases=("swish_beta",),
    ),
    Activation(
        "softplus", "Softplus",
        r"\log(1 + e^{x}) = \max(0, x) + \log(1 + e^{-|x|})",
        r"\sigma(x)",
        "dugas-2001", smooth.softplus, smooth.sigmoid, _softplus,
    ),
    Activation(
        "softsign", "Softsign",
        r"\frac{x}{1 + |x|}",
        r"\frac{1}{(1 + |x|)^2}",
        "bergstra-2009", smooth.softsign, smooth.softsign_slope, _softsign,
    ),
    Activation(
        "mish", "Mish",
        r"x\,\tanh(\log(1 + e^{x}))",
        r"t + x\,(1 - t^2)\,\sigma(x), \quad t = \tanh(\log(1 + e^{x}))",
        "misra-2019", smooth.mish, smooth.mish_slope, _mish,
    ),
    Activation(
        "identity", "Identity (linear)", "x", "1",
        "goodfellow-2016", smooth.identity, smooth.identity_slope, _identity,
        aliases=("linear", "none"),
    ),
)  # fmt: skip
