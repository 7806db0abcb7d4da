# The carry is what was added too much: it is subtracted.
def step(weight, carry, update):
    y = update - carry
    new = weight + y
    return new, (new - weight) - y
