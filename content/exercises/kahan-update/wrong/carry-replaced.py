# Only the update is counted as missing, not what was carried already.
# fails: make 1.1
def step(weight, carry, update):
    """(the weight after the update, what is carried to the next step)."""
    y = update + carry
    new = weight + y
    return new, update - (new - weight)
