# The probabilities are missing in the sum.
# fails: times the gradient
def softmax_backward(grad, p):
    """dL/dx from dL/dp and p = softmax(x) along the last axis."""
    return p * (grad - grad.sum(axis=-1, keepdims=True))
