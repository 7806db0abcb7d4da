# alpha is not multiplied on.
# fails: ELU is x
import numpy as np

ALPHA = 1.6732632423543772
LAMBDA = 1.0507009873554805


def elu(x, alpha=1.0):
    """x where x > 0, alpha * (e^x - 1) elsewhere; in the type of x."""
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


def selu(x):
    """LAMBDA * elu(x, ALPHA)."""
    return LAMBDA * elu(x, ALPHA)
