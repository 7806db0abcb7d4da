# Only the first axis is gone through.
# fails: any shape
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """The gradient of f at x by central differences, float64 in the shape of x."""
    point = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(point)
    for index in range(len(point)):
        kept = point[index]
        point[index] = kept + h
        above = f(point)
        point[index] = kept - h
        below = f(point)
        point[index] = kept
        gradient[index] = (above - below) / (2 * h)
    return gradient
