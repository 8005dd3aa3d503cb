#!/usr/bin/env python3
"""Judges PDFs as PDF/A-2a (to be archived) and PDF/UA-1 (to be read aloud).

    python3 -m venv judge && judge/bin/pip install page-validation==0.11.0
    judge/bin/python tests/tools/judge_pdf.py FILE...

Prints a line for each file, and every rule that it breaks; ends with 1 when one breaks any. The judge is not of our
making: page-validation passes the corpus of veraPDF, see https://pypi.org/project/page-validation/.
"""

import sys
from collections import Counter
from pathlib import Path

import page

PROFILES = [
    ("PDF/A-2a", page.ValidationProfile.PDF_A_2A),
    ("PDF/UA-1", page.ValidationProfile.PDF_UA_1),
]


# The files are our own, and a table of 10,000 rows is a normal document.
LIMITS = page.SafetyLimits.unlimited()


def faults(path):
    """Every broken rule with the name of its profile, and how often it is broken."""
    found = []
    for name, profile in PROFILES:
        try:
            failures = page.validate_pdf(str(path), profile=profile, limits=LIMITS).failures
        except (page.PageError, OSError) as error:
            found.append((name, f"not readable: {error}", 1))
            continue
        counted = Counter((failure.rule_id, failure.message) for failure in failures)
        found.extend((name, f"{rule}: {message}", times) for (rule, message), times in counted.most_common())
    return found


def main(paths):
    if not paths:
        print("name the files to judge", file=sys.stderr)
        return 2
    worst = 0
    for path in map(Path, paths):
        found = faults(path)
        names = " and ".join(name for name, _ in PROFILES)
        print(f"{'FAIL' if found else 'PASS'} {path.name}: {names}")
        for name, fault, times in found:
            print(f"     {name}, {times} times: {fault}")
        worst = max(worst, 1 if found else 0)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
