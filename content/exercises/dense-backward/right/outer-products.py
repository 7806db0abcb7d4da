# Sums of outer products, one for each example, and the bias by einsum.
import numpy as np


def dense_backward(grad, x, weight):
    outer = (x[:, :, None] * grad[:, None, :]).sum(axis=0)
    return (weight @ grad.T).T, outer, np.einsum("no->o", grad)
