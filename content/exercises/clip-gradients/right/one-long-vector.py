# All arrays as one long float64 vector.
import math

import numpy as np


def clip_by_norm(gradients, limit):
    flat = np.concatenate([g.ravel().astype(float) for g in gradients.values()])
    norm = float(np.linalg.norm(flat))
    if norm <= limit:
        return {name: g.copy() for name, g in gradients.items()}, norm
    return {name: (g * (limit / norm)).astype(g.dtype) for name, g in gradients.items()}, norm
