"""The terminal app.

A review is three small redraws in a row. Textual waits for its next tick before each; at its 60
ticks a second that alone is 50 ms between a key and the next card, at 120 it is half of that.
"""

import os

# Textual reads it once, when it is imported; whoever sets it themselves keeps their choice.
os.environ.setdefault("TEXTUAL_FPS", "120")
