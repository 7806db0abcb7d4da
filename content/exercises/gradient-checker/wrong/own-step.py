# The step of the caller is ignored.
# fails: caller asked
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """The gradient of f at x by central differences, float64 in the shape of x."""
    point = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        kept = point[index]
        point[index] = kept + 1e-5
        above = f(point)
        point[index] = kept - 1e-5
        below = f(point)
        point[index] = kept
        gradient[index] = (above - below) / 2e-5
    return gradient
