# One mean and one variance for the whole array.
# fails: each column
import numpy as np


class BatchNorm:
    """Batch normalisation of [n, features]."""

    def __init__(self, features, momentum=0.1, eps=1e-5):
        self.momentum = momentum
        self.eps = eps
        self.gamma = np.ones(features)
        self.beta = np.zeros(features)
        self.running_mean = np.zeros(features)
        self.running_var = np.ones(features)

    def forward(self, x, training):
        """Normalise by the batch (training) or by the running statistics (evaluation)."""
        if training:
            mean, var = x.mean(), x.var()
            m = self.momentum
            self.running_mean = (1 - m) * self.running_mean + m * mean
            self.running_var = (1 - m) * self.running_var + m * x.var(axis=0, ddof=1)
        else:
            mean, var = self.running_mean, self.running_var
        return self.gamma * (x - mean) / np.sqrt(var + self.eps) + self.beta
