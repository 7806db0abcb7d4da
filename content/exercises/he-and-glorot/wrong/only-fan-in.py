# Glorot's weights look at fan_in only.
# fails: whichever fan
import math


def he_normal(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], normal, with He's variance (fan-in)."""
    return rng.normal(0.0, math.sqrt(2 / fan_in), size=(fan_in, fan_out))


def glorot_uniform(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], uniform, with Glorot's variance."""
    bound = math.sqrt(3 / fan_in)
    return rng.uniform(-bound, bound, size=(fan_in, fan_out))
