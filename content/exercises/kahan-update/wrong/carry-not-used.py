# The error is computed, and never given to the next update.
# fails: make 1.1
def step(weight, carry, update):
    """(the weight after the update, what is carried to the next step)."""
    y = update
    new = weight + y
    return new, y - (new - weight)
