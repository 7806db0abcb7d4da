# One sum over all leaks: each gets the gradient of all.
# fails: its own leak
import numpy as np


def prelu_backward(grad, x, alpha):
    """(dL/dx, dL/dalpha) of x where x > 0, alpha * x elsewhere; one alpha a column."""
    grad_x = np.where(x > 0, grad, alpha * grad)
    return grad_x, (grad * np.minimum(x, 0)).sum() + 0 * alpha
