# Written with einsum; the bias as a product with ones.
import math

import numpy as np


def dense_backward(grad, x, weight):
    return (
        np.einsum("no,io->ni", grad, weight),
        np.einsum("ni,no->io", x, grad),
        np.ones(len(grad), grad.dtype) @ grad,
    )
