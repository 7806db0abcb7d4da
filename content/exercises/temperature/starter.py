import numpy as np


def soften(logits, temperature=1.0):
    """Softmax of logits / temperature along the last axis; ValueError unless temperature > 0."""
    raise NotImplementedError
