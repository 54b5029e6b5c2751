"""Runs programs from standard input (a JSON list) in one process; prints what each printed, or how it failed."""
import contextlib
import io
import json
import sys
import traceback
import warnings

warnings.simplefilter("error")  # a program that warns is not one to publish
results = []
for text in json.load(sys.stdin):
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(text, "program", "exec"), {"__name__": "__main__"})
        results.append({"printed": printed.getvalue()})
    except Exception:
        results.append({"failed": traceback.format_exc()})
json.dump(results, sys.stdout)
