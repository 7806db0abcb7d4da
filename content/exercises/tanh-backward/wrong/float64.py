# A float64 number on the way turns float32 into float64.
# fails: float32
import math

import numpy as np


def tanh_backward(grad, y):
    y = y.astype(float)
    return grad * (1 - y) * (1 + y)
