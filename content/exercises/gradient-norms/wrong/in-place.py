# It writes into the caller's array.
# fails: as they were
import numpy as np


def gradient_norms(x, weights, grad):
    """The norm of dL/dW of each tanh layer, first to last."""
    outputs = [x]
    for weight in weights:
        outputs.append(np.tanh(outputs[-1] @ weight))

    norms = []
    for layer in reversed(range(len(weights))):
        above, below = outputs[layer + 1], outputs[layer]
        grad *= 1 - above**2
        delta = grad
        norms.append(float(np.linalg.norm(below.T @ delta)))
        grad = delta @ weights[layer].T
    return norms[::-1]
