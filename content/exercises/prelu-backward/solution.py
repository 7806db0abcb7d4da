import numpy as np


def prelu_backward(grad, x, alpha):
    """(dL/dx, dL/dalpha) of x where x > 0, alpha * x elsewhere; one alpha a column."""
    # By the sign of x; broadcasting gives each column its own leak.
    grad_x = np.where(x > 0, grad, alpha * grad)
    # alpha multiplies the negative part only, in every row: its gradients add up.
    return grad_x, (grad * np.minimum(x, 0)).sum(axis=0)
