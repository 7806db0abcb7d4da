# The larger of x and alpha x is chosen, not by the sign of x.
# fails: its own leak
import numpy as np


def prelu_backward(grad, x, alpha):
    """(dL/dx, dL/dalpha) of x where x > 0, alpha * x elsewhere; one alpha a column."""
    grad_x = grad * np.where(x > alpha * x, 1, alpha)
    return grad_x, (grad * np.minimum(x, 0)).sum(axis=0)
