# The sigmoid approximation with 1.702.
# fails: not an approximation
import math

import numpy as np


def gelu(x):
    return x / (1 + np.exp(-1.702 * x))
