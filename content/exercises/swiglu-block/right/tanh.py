# SiLU by tanh.
import numpy as np


def hidden_width(d_model, multiple=1):
    """Two thirds of 4 * d_model, rounded down, then up to a multiple."""
    width = 8 * d_model // 3
    return -(-width // multiple) * multiple


def swiglu_block(x, gate, up, down):
    """(silu(x @ gate) * (x @ up)) @ down."""
    z = x @ gate
    t = np.exp(-np.abs(z))
    silu = 0.5 * z * (1 + np.tanh(z / 2))
    return (silu * (x @ up)) @ down
