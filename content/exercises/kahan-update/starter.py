import numpy as np


def step(weight, carry, update):
    """(the weight after the update, what is carried to the next step)."""
    raise NotImplementedError
