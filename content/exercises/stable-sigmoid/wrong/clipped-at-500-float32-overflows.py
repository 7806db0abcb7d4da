# Clipped at 500: float32 overflows from 89 on.
# fails: float32
import math

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))
