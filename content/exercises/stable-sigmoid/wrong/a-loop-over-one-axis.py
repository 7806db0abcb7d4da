# A loop over one axis.
# fails: same shape
import math

import numpy as np


def sigmoid(x):
    return np.array([1 / (1 + np.exp(-v)) for v in x])
