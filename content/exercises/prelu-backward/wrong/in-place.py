# It writes into the caller's array.
# fails: No argument
import numpy as np


def prelu_backward(grad, x, alpha):
    """(dL/dx, dL/dalpha) of x where x > 0, alpha * x elsewhere; one alpha a column."""
    grad_x = np.where(x > 0, grad, alpha * grad)
    x[x > 0] = 0
    return grad_x, (grad * np.minimum(x, 0)).sum(axis=0)
