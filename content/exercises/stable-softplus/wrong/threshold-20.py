# x itself from 20 on: nine digits are not kept there.
# fails: no jump
import math

import numpy as np


def softplus(x):
    return np.where(x > 20, x, np.log1p(np.exp(np.minimum(x, 20))))
