# Backward by recursion: each layer gives its norms and what it hands down.
import numpy as np


def gradient_norms(x, weights, grad):
    def below(h, rest):
        if not rest:
            return grad, []
        out = np.tanh(h @ rest[0])
        g, norms = below(out, rest[1:])
        delta = g - g * out * out
        return delta @ rest[0].T, [float(np.sqrt(np.square(h.T @ delta).sum())), *norms]

    return below(x, list(weights))[1]
