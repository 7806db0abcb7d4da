# The slope first, then one product.
import numpy as np


def prelu_backward(grad, x, alpha):
    """(dL/dx, dL/dalpha) of x where x > 0, alpha * x elsewhere; one alpha a column."""
    grad_x = grad * np.where(x > 0, np.ones_like(x), alpha)
    return grad_x, (grad * np.minimum(x, 0)).sum(axis=0)
