# The two classes one after the other.
import numpy as np


def of_margin(s, gamma):
    """Loss and slope where s is the logit of the right class."""
    q = np.exp(-np.logaddexp(0, s))
    p = np.exp(-np.logaddexp(0, -s))
    cost = np.logaddexp(0, -s)
    return q**gamma * cost, -(q**gamma) * (gamma * p * cost + q)


def focal_loss(logits, targets, gamma=2.0):
    loss, slope = np.empty_like(logits), np.empty_like(logits)
    yes = targets > 0.5
    loss[yes], slope[yes] = of_margin(logits[yes], gamma)
    loss[~yes], down = of_margin(-logits[~yes], gamma)
    slope[~yes] = -down
    return loss.mean(), slope / logits.size
