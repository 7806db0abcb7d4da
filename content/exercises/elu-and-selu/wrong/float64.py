# A float64 number on the way turns float32 into float64.
# fails: float32
import numpy as np

ALPHA = 1.6732632423543772
LAMBDA = 1.0507009873554805


def elu(x, alpha=1.0):
    """x where x > 0, alpha * (e^x - 1) elsewhere; in the type of x."""
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def selu(x):
    """LAMBDA * elu(x, ALPHA)."""
    return np.float64(LAMBDA) * elu(x, ALPHA)
