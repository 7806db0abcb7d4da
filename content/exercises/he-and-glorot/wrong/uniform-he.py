# He's weights are uniform, not normal.
# fails: normal
import math


def he_normal(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], normal, with He's variance (fan-in)."""
    return rng.uniform(-math.sqrt(6 / fan_in), math.sqrt(6 / fan_in), size=(fan_in, fan_out))


def glorot_uniform(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], uniform, with Glorot's variance."""
    bound = math.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-bound, bound, size=(fan_in, fan_out))
