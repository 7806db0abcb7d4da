import math

import numpy as np


def gelu(x):
    """x times the standard normal distribution function at x, in the type of x."""
    raise NotImplementedError
