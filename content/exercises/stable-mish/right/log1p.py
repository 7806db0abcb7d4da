# Softplus by log1p.
import math

import numpy as np


def mish(x):
    return x * np.tanh(np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))))
