import numpy as np


def cross_entropy(logits, labels):
    """The mean of -log softmax(logits)[label] over the rows."""
    raise NotImplementedError
