# Clipped nearer, at 8.
import math

import numpy as np

ROOT = math.sqrt(2 / math.pi)
CUBIC = 0.044715


def gelu_tanh(x):
    """0.5 * x * (1 + tanh(ROOT * (x + CUBIC * x**3))), in the type of x."""
    z = np.clip(x, -8, 8)
    return 0.5 * x * (1 + np.tanh(ROOT * (z + CUBIC * z**3)))


def gelu_tanh_slope(x):
    """The derivative of gelu_tanh, in the type of x."""
    z = np.clip(x, -8, 8)
    t = np.tanh(ROOT * (z + CUBIC * z**3))
    inner = ROOT * (1 + 3 * CUBIC * z**2)
    return 0.5 * (1 + t) + 0.5 * z * (1 - t) * (1 + t) * inner
