import numpy as np

STEPS = 200
RATE = 0.5


def initialize(seed):
    rng = np.random.default_rng(seed)
    return {
        "w1": rng.normal(size=(2, 16)),
        "b1": np.zeros(16),
        "w2": rng.normal(size=(16, 3)) / 4,
        "b2": np.zeros(3),
    }


# The classes stand in the last axis; axis 0 would share the probability among the examples.
def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def forward(parameters, x):
    """Hidden outputs [n, 16] and logits [n, 3]."""
    hidden = np.tanh(x @ parameters["w1"] + parameters["b1"])
    return hidden, hidden @ parameters["w2"] + parameters["b2"]


def probabilities(parameters, x):
    return softmax(forward(parameters, x)[1])


def gradients(parameters, x, labels):
    """Of the mean cross-entropy, by name."""
    hidden, logits = forward(parameters, x)
    delta = softmax(logits)
    delta[np.arange(len(labels)), labels] -= 1
    delta /= len(labels)
    back = (delta @ parameters["w2"].T) * (1 - hidden**2)
    return {
        "w1": x.T @ back,
        "b1": back.sum(axis=0),
        "w2": hidden.T @ delta,
        "b2": delta.sum(axis=0),
    }


def train(x, labels, seed):
    parameters = initialize(seed)
    for _ in range(STEPS):
        slopes = gradients(parameters, x, labels)
        parameters = {name: p - RATE * slopes[name] for name, p in parameters.items()}
    return parameters


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, size=150)
    angle = 2 * np.pi * labels / 3
    x = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1) + 0.5 * rng.normal(size=(150, 2))
    parameters = train(x, labels, seed=0)
    print("one example alone: ", probabilities(parameters, x[:1])[0].round(3))
    print("the same with four:", probabilities(parameters, x[:5])[0].round(3))
    right = probabilities(parameters, x).argmax(axis=1) == labels
    print(f"accuracy {right.mean():.2f}, largest weight {abs(parameters['w2']).max():.0f}")
