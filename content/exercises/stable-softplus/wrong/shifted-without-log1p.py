# Shifted, but log(1 + t) in place of log1p(t).
# fails: 1 + e^x must not
import math

import numpy as np


def softplus(x):
    return np.maximum(x, 0) + np.log(1 + np.exp(-np.abs(x)))
