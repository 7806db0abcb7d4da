"""The terminal app.

Most keys lead to one redraw, which is made at once. Where a second one follows (a scroll bar moves,
a figure has been drawn) Textual waits for its next tick; at 60 a second that is felt, at 120 not.
"""

import os

# Textual reads it once, when it is imported; whoever sets it themselves keeps their choice.
os.environ.setdefault("TEXTUAL_FPS", "120")
