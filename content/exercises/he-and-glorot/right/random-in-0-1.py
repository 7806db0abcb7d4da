# Uniform numbers from 0 to 1, stretched and moved.
import math


def he_normal(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], normal, with He's variance (fan-in)."""
    return rng.normal(0.0, math.sqrt(2 / fan_in), size=(fan_in, fan_out))


def glorot_uniform(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], uniform, with Glorot's variance."""
    bound = math.sqrt(6 / (fan_in + fan_out))
    return (2 * rng.random((fan_in, fan_out)) - 1) * bound
