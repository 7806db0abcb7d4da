# Everything in the arrays' own type: float16 squares overflow.
# fails: entries of 300
import numpy as np


def wide(*arrays):
    """In float32 at least: the squares of float16 numbers overflow from 256 on."""
    return [one for one in arrays]


def scale_of(x, eps):
    return 1 / np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps)


def rms_norm(x, gain, eps=1e-6):
    """x / sqrt(mean(x^2) + eps) * gain, over the last axis."""
    x_wide, gain_wide = wide(x, gain)
    return (x_wide * scale_of(x_wide, eps) * gain_wide).astype(x.dtype)


def rms_norm_backward(grad, x, gain, eps=1e-6):
    """(dL/dx, dL/dgain) from grad = dL/dy."""
    above, x_wide, gain_wide = wide(grad, x, gain)
    scale = scale_of(x_wide, eps)
    hat, h = x_wide * scale, above * gain_wide
    dx = scale * (h - hat * (h * hat).mean(axis=-1, keepdims=True))
    dgain = (above * hat).reshape(-1, len(gain)).sum(axis=0)
    return dx.astype(x.dtype), dgain.astype(gain.dtype)
