# A list of Python floats, put back into shape.
import math

import numpy as np


def gelu(x):
    flat = [0.5 * v * math.erfc(-v / math.sqrt(2)) for v in x.ravel().tolist()]
    return np.array(flat, dtype=x.dtype).reshape(x.shape)
