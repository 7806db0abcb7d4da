# SiLU goes on both branches.
# fails: silu(gate x)
import numpy as np


def hidden_width(d_model, multiple=1):
    """Two thirds of 4 * d_model, rounded down, then up to a multiple."""
    width = 8 * d_model // 3
    return -(-width // multiple) * multiple


def swiglu_block(x, gate, up, down):
    """(silu(x @ gate) * (x @ up)) @ down."""
    z = x @ gate
    t = np.exp(-np.abs(z))
    silu = z * np.where(z >= 0, 1 / (1 + t), t / (1 + t))
    return (silu * np.tanh(x @ up)) @ down
