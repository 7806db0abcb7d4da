import math


def he_normal(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], normal, with He's variance (fan-in)."""
    # Variance 2/fan_in: each output sums fan_in terms, and the ReLU before it halved their square.
    return rng.normal(0.0, math.sqrt(2 / fan_in), size=(fan_in, fan_out))


def glorot_uniform(rng, fan_in, fan_out):
    """Weights [fan_in, fan_out], uniform, with Glorot's variance."""
    # Variance 2/(fan_in + fan_out); uniform on (-a, a) has a**2 / 3.
    bound = math.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-bound, bound, size=(fan_in, fan_out))
