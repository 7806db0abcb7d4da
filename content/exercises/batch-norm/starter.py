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
        raise NotImplementedError
