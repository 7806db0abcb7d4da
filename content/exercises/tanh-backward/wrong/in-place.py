# It writes into the caller's array.
# fails: is changed
import math

import numpy as np


def tanh_backward(grad, y):
    y *= -y
    y += 1
    return grad * y
