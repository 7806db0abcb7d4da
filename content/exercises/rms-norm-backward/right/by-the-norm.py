# With norms and the square root of d; in float64 throughout.
import numpy as np


def inverse(x, eps):
    return (np.linalg.norm(x, axis=-1, keepdims=True) ** 2 / x.shape[-1] + eps) ** -0.5


def rms_norm(x, gain, eps=1e-6):
    y = x.astype(np.float64)
    return (inverse(y, eps) * y * gain).astype(x.dtype)


def rms_norm_backward(grad, x, gain, eps=1e-6):
    y, g = x.astype(np.float64), grad.astype(np.float64)
    r = inverse(y, eps)
    h = g * gain
    along = np.einsum("...i,...i->...", h, y)[..., None]
    dx = r * h - r**3 * y * along / x.shape[-1]
    dgain = (g * y * r).reshape(-1, x.shape[-1]).sum(axis=0)
    return dx.astype(x.dtype), dgain.astype(x.dtype)
