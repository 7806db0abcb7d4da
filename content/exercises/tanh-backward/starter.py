import numpy as np


def tanh_backward(grad, y):
    """dL/dx from dL/dy and y = tanh(x)."""
    raise NotImplementedError
