import math

import numpy as np

ROOT = math.sqrt(2 / math.pi)
CUBIC = 0.044715


def gelu_tanh(x):
    """0.5 * x * (1 + tanh(ROOT * (x + CUBIC * x**3))), in the type of x."""
    raise NotImplementedError


def gelu_tanh_slope(x):
    """The derivative of gelu_tanh, in the type of x."""
    raise NotImplementedError
