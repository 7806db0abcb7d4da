import numpy as np


def hidden_width(d_model, multiple=1):
    """Two thirds of 4 * d_model, rounded down, then up to a multiple."""
    raise NotImplementedError


def swiglu_block(x, gate, up, down):
    """(silu(x @ gate) * (x @ up)) @ down."""
    raise NotImplementedError
