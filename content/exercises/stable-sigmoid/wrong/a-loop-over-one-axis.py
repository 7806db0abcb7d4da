# A list over the first axis, of the textbook formula.
# fails: same shape
import math

import numpy as np


def sigmoid(x):
    return np.array([1 / (1 + np.exp(-v)) for v in x])
