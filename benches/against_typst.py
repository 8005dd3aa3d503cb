#!/usr/bin/env python3
"""Prints the same words with Octavo and with typst, both tagged, and tells what each took.

    python3 -m venv typst && typst/bin/pip install typst==0.15.2
    typst/bin/python benches/against_typst.py [RUNS]

`cargo bench --bench printing` writes the words in typst's language: the sample's Statement of Applicability, and a
register of 10,000 rows. Each run is a process of its own. Time is its processor time, on all cores together; memory is
the most it ever held. Both hold more than the writer alone: Octavo the sample and the outline ("words alone" is a run
that ends before printing), typst its Python.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def benchmark():
    """Builds the benchmark and finds it."""
    command = ["cargo", "bench", "--bench", "printing", "--no-run", "--message-format=json"]
    built = subprocess.run(command, cwd=HOME, stdout=subprocess.PIPE, check=True, text=True)
    messages = (json.loads(line) for line in built.stdout.splitlines() if line.startswith("{"))
    found = [m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "printing"]
    return found[-1]


def run(command):
    """Processor time in seconds and peak memory in MB of one run."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"failed: {command}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def middle(command, runs):
    """Medians of several runs."""
    times, peaks = zip(*(run(command) for _ in range(runs)))
    return statistics.median(times), statistics.median(peaks)


def set_by_typst(source, out):
    """What the child process does."""
    import typst

    fonts = [str(HOME / "fonts")]
    typst.compile(source, output=out, font_paths=fonts, ignore_system_fonts=True, pdf_standards="ua-1")


def main(runs):
    program = os.environ.get("OCTAVO_PRINTING") or benchmark()
    print("| document | program | processor time | peak memory | file |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for document in ["soa", "register"]:
            source, ours, theirs = (f"{folder}/{document}{end}" for end in [".typ", ".pdf", "-typst.pdf"])
            subprocess.run([program, document, "typst", source], check=True)
            rows = [
                ("words alone", [program, document, "outline", "-"], None),
                ("Octavo", [program, document, "pdf", ours], ours),
                ("typst 0.15.2", [sys.executable, __file__, "--set", source, theirs], theirs),
            ]
            for name, command, out in rows:
                time, peak = middle(command, runs)
                size = f"{os.path.getsize(out) / 1024:,.0f} KB" if out else ""
                print(f"| {document} | {name} | {time:.2f} s | {peak:,.0f} MB | {size} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--set"]:
        set_by_typst(*sys.argv[2:4])
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 3)
