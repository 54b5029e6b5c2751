"""Races of optimizers in a notebook: the widget Race, for Jupyter, Colab, VS Code, marimo and MyST.

It needs anywidget and NumPy (pip install anywidget numpy). Put this file beside the notebook.
"""

import anywidget
import numpy as np
import traitlets

VERSION = "0.1.0"
MODULE = f"https://cdn.jsdelivr.net/npm/sidestep-race@{VERSION}/anywidget.js"


def attribute():
    """An attribute of <sidestep-race>; None: its default."""
    return traitlets.Any(None, allow_none=True).tag(sync=True)


class Race(anywidget.AnyWidget):
    """A race. Arguments are the attributes of <sidestep-race>, and can be set later, too."""

    # Notebooks hand this text to the browser: the address is that of the module itself.
    _esm = f'export {{ default }} from "{MODULE}";'

    # A link, or a config as a dict, or the id of a race of the gallery.
    config = attribute()
    preset = attribute()
    # How it is shown. `view` and `controls` may be lists.
    view = attribute()
    controls = attribute()
    toolbar = attribute()
    lang = attribute()
    theme = attribute()
    type = attribute()
    present = attribute()
    loading = attribute()
    autoplay = attribute()
    quantity = attribute()
    against = attribute()
    axis = attribute()
    xaxis = attribute()
    smooth = attribute()
    equal = attribute()
    speed = attribute()
    at = attribute()
    target = attribute()
    map = attribute()
    pair = attribute()
    chart = attribute()
    # The folder of the packed datasets, and that of the files that the module fetches.
    data = attribute()
    assets = attribute()

    # What the browser tells: the step, and of each lane its optimizer, name, step, loss and status.
    step = traitlets.Int(0).tag(sync=True)
    lanes = traitlets.List().tag(sync=True)
    # The link of the race as it is shown; its checksum, once it has ended.
    link = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    checksum = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    # What is wrong, as {"code", "at", "message"}.
    error = traitlets.Dict(None, allow_none=True).tag(sync=True)
    # What each lane has recorded: names of columns and how many rows, and the numbers as bytes.
    _columns = traitlets.List().tag(sync=True)
    _values = traitlets.CBytes().tag(sync=True)

    def play(self):
        self.send({"type": "sidestep:play"})

    def pause(self):
        self.send({"type": "sidestep:pause"})

    def reset(self):
        self.send({"type": "sidestep:reset"})

    def advance(self, n=1):
        """Takes every lane n steps on."""
        self.send({"type": "sidestep:step", "n": n})

    def seek(self, t):
        """Takes every lane to step t."""
        self.send({"type": "sidestep:seek", "t": t})

    @property
    def traces(self):
        """What each lane has recorded when the race last stood: {"step": array, "loss": array, "x0": array, …}."""
        found, at = [], 0
        for lane in self._columns:
            names, rows = lane["names"], lane["rows"]
            table = np.frombuffer(self._values, "<f8", len(names) * rows, at).reshape(len(names), rows)
            found.append(dict(zip(names, table)))
            at += table.nbytes
        return found
