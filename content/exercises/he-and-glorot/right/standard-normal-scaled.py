# Standard normals, scaled.
import math


def he_normal(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], normal, with He's variance (fan-in)."""
    return rng.standard_normal((fan_in, fan_out)) * math.sqrt(2 / fan_in)


def glorot_uniform(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], uniform, with Glorot's variance."""
    bound = math.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-bound, bound, size=(fan_in, fan_out))
