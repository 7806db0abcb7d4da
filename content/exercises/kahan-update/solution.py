def step(weight, carry, update):
    """(the weight after the update, what is carried to the next step)."""
    # Both are small, so little is lost here.
    y = update + carry
    new = weight + y
    # new - weight is what has arrived of y; the rest waits for the next step.
    return new, y - (new - weight)
