# Uniform from 0, not from minus the bound.
# fails: mean 0
import math


def he_normal(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], normal, with He's variance (fan-in)."""
    return rng.normal(0.0, math.sqrt(2 / fan_in), size=(fan_in, fan_out))


def glorot_uniform(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], uniform, with Glorot's variance."""
    bound = math.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(0, 2 * bound, size=(fan_in, fan_out))
