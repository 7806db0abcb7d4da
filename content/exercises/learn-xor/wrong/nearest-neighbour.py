# The training points are kept, and predict answers as the nearest one.
# fails: by name
import numpy as np


def train(x, y, seed):
    return {"x": x.copy(), "y": y.copy()}


def predict(parameters, x):
    squares = ((x[:, None] - parameters["x"][None]) ** 2).sum(axis=-1)
    return parameters["y"][squares.argmin(axis=1)]
