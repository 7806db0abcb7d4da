# The textbook formula as it stands.
# fails: without overflow
import math

import numpy as np


def sigmoid_slope(x):
    p = 1 / (1 + np.exp(-x))
    return p * (1 - p)
