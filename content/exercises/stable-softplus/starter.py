import numpy as np


def softplus(x):
    """log(1 + e^x), elementwise, in the type of x."""
    raise NotImplementedError
