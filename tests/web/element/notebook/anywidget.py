"""Stands in for anywidget, which Debian has no package of: the traits of a widget, and what it sends to the browser."""

import traitlets


class AnyWidget(traitlets.HasTraits):
    def __init__(self, **traits):
        super().__init__(**traits)
        self.sent = []

    def send(self, content, buffers=None):
        self.sent.append(content)
