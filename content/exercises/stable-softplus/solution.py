import numpy as np


def softplus(x):
    """log(1 + e^x), elementwise, in the type of x."""
    # log(e^0 + e^x): logaddexp takes the larger exponential out and uses log1p for the rest.
    return np.logaddexp(0, x)
