# A float64 number on the way turns float32 into float64.
# fails: float32
import numpy as np


def prelu_backward(grad, x, alpha):
    """(dL/dx, dL/dalpha) of x where x > 0, alpha * x elsewhere; one alpha a column."""
    grad_x = np.where(x > 0, grad, alpha.astype(float) * grad)
    return grad_x, (grad * np.minimum(x, 0)).sum(axis=0)
