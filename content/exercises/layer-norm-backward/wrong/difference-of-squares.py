# The variance is mean(x^2) - mean(x)^2: no digits are left far from 0.
# fails: at a million
import numpy as np


def normalised(x, eps):
    """(x - mean) / sqrt(variance + eps) and 1 / sqrt(variance + eps), over the last axis."""
    centred = x - x.mean(axis=-1, keepdims=True)
    scale = 1 / np.sqrt(
        ((x**2).mean(axis=-1, keepdims=True) - x.mean(axis=-1, keepdims=True) ** 2) + eps
    )
    return centred * scale, scale


def layer_norm(x, gamma, beta, eps=1e-5):
    """gamma * (x - mean) / sqrt(variance + eps) + beta, over the last axis."""
    return gamma * normalised(x, eps)[0] + beta


def layer_norm_backward(grad, x, gamma, eps=1e-5):
    """(dL/dx, dL/dgamma, dL/dbeta) from grad = dL/dy."""
    hat, scale = normalised(x, eps)
    g = grad * gamma
    through_mean = g.mean(axis=-1, keepdims=True)
    through_variance = hat * (g * hat).mean(axis=-1, keepdims=True)
    rows = tuple(range(grad.ndim - 1))
    dx = scale * (g - through_mean - through_variance)
    return dx, (grad * hat).sum(axis=rows), grad.sum(axis=rows)
