"""The keys of the Lab."""

from __future__ import annotations

from actquiz.tui.keys.action import Action
from actquiz.tui.keys.shared import moving
from actquiz.tui.keys.state import State

LAB: tuple[Action, ...] = (
    Action("run", ("space",), "Run", "Run the experiment with the knobs as they are.",
           when=(State.READY, State.DONE, State.FAILED)),
    Action("pause", ("space",), "Pause", "Hold the run at this frame.", when=(State.RUNNING,)),
    Action("resume", ("space",), "Go on", "Go on from this frame.", when=(State.PAUSED,)),
    Action("next_part", ("v", "tab"), "View", "Go to the next part: experiments, picture, knobs, "
           "findings.", palette=False),
    Action("open", ("enter",), "Open", "Go to the experiment under the cursor: it asks first what "
           "you expect.", when=(State.LIST,), palette=False),
    Action("open_knob", ("enter",), "Change", "Type, pick or tick the value of the knob under the "
           "cursor.", when=(State.KNOBS,), palette=False),
    Action("more", ("right", "l", "plus", "equals_sign"), "Turn", "Turn the knob up.",
           when=(State.KNOBS,), palette=False),
    Action("less", ("left", "h", "minus"), "Turn down", "Turn the knob down.", when=(State.KNOBS,),
           footer=False, palette=False),
    Action("type", tuple("0123456789"), "Type", "Type the knob's value.", when=(State.NUMBER,),
           numbered=True, footer=False, palette=False),
    Action("previous_part", ("shift+tab",), "Before", "Go to the part before.", footer=False,
           palette=False),
    Action("predict", ("p",), "Predict", "Say first what you expect; the run with the defaults "
           "decides.", when=(State.QUESTION,)),
    Action("step", ("full_stop",), "Step", "Compute one frame, then hold.",
           when=(State.READY, State.RUNNING, State.PAUSED)),
    Action("seed", ("n",), "New seed", "Run again with other random numbers.",
           when=(State.RANDOM,)),
    Action("compare", ("c",), "Compare", "Show the last run too: dotted in the picture, and its "
           "figures among the findings.", when=(State.LAST_RUN,)),
    Action("table", ("t",), "Table", "Show numbers in place of the picture, or the picture again.",
           when=(State.FRAME,)),
    Action("save", ("w", "s"), "Save", "Save the picture as PNG or SVG.", when=(State.FRAME,)),
    Action("restart", ("r",), "Restart", "Run again from the first frame."),
    Action("speed", ("f",), "Speed", "Show frames faster or slower."),
    Action("defaults", ("x",), "Defaults", "Put every knob back.", when=(State.CHANGED,)),
    Action("cards", ("b",), "Cards", "Read the cards this experiment stands behind.",
           when=(State.CARDS,)),
    Action("function", ("i",), "Function", "Read all that is known of a function, named or typed.",
           footer=False),
    Action("experiments", ("d",), "Experiments", "Choose another experiment.",
           unless=(State.LIST,)),
    *moving(),
)  # fmt: skip
