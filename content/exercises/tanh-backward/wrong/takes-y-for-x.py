# tanh is taken of y once more.
# fails: from the output
def tanh_backward(grad, y):
    """dL/dx from dL/dy and y = tanh(x)."""
    return grad * (1 - np.tanh(y) ** 2)
