# max(x, 0) + log1p(exp(-|x|)).
import math

import numpy as np


def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
