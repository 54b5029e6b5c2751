"""Runs the cells of a notebook. Once there is a race, the browser's side is what standard input says it is."""

import base64
import contextlib
import io
import json
import sys

given = json.load(sys.stdin)
scope = {}
first = {}
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    for source in given["cells"]:
        exec(source, scope)
        race = scope.get("race")
        if race is None or first:
            continue
        first = {name: getattr(race, name) for name in race.trait_names(sync=True) if name[0] != "_"}
        with race.hold_trait_notifications():  # as ipywidgets takes a message
            for name, value in given["state"].items():
                race.set_trait(name, value)
            race.set_trait("_values", memoryview(base64.b64decode(given["values"])))

traces = [{name: list(column) for name, column in trace.items()} for trace in race.traces]
json.dump(
    {"printed": printed.getvalue(), "first": first, "traces": traces, "config": race.config, "sent": race.sent, "module": race._esm},
    sys.stdout,
)
