# log1p(exp(x)) overflows for large x.
# fails: without overflow
import math

import numpy as np


def softplus(x):
    return np.log1p(np.exp(x))
