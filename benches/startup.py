#!/usr/bin/env python3
"""How soon the program answers, and how large it is.

    python3 benches/startup.py [--milepost PATH] [--notes 10000] [--rounds 11] [--scratch FOLDER] [--write docs/performance.md]

`milepost --version`, and `log` and `status` in the peers' journal of 10,000 notes that was built before. Medians; `log`
writes an entry each time. The bench ends with status 1 when the program is larger than 40 MB.
"""

import argparse
import pathlib
import statistics
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]

import journal
import measuring

LARGEST = 40_000_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--milepost", default=measuring.release())
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--scratch", help="a folder for the journal")
    parser.add_argument("--write", metavar="DOCUMENT", help="writes the table into a document")
    wanted = parser.parse_args()
    path = measuring.program(wanted.milepost)
    with tempfile.TemporaryDirectory(prefix="milepost-startup-", dir=wanted.scratch) as scratch:
        root = pathlib.Path(scratch) / "journal"
        journal.lay_out(root, wanted.notes, "milepost")
        at = [path, "--root", root, "-q"]
        measuring.run([*at, "build", "--as-of", "2026-01-01"])
        runs = {
            "milepost --version": measure([path, "--version"], wanted.rounds),
            "milepost status": measure([*at, "status", "--as-of", "2026-01-01"], wanted.rounds),
            "milepost log": measure([*at, "log", "Read a chapter."], wanted.rounds),
        }
        size = pathlib.Path(path).stat().st_size
        lines = table(runs, wanted.notes, size, f"{measuring.machine(scratch)}; medians of {wanted.rounds}")
    print("\n".join(lines))
    if wanted.write:
        measuring.write_block(wanted.write, "startup", "\n".join(lines))
    if size > LARGEST:
        sys.exit(f"{path} has {size / 1e6:.1f} MB, more than {LARGEST / 1e6:.0f}")


def measure(command, rounds):
    """Returns the runs, after one that nobody counts: the program and the journal are in memory then."""
    # The disk is not waited for: what these write is small.
    return [measuring.run(command, sync=False) for _ in range(rounds + 1)][1:]


def table(runs, notes, size, machine):
    lines = [machine, "", "| | time | processors | memory |", "| --- | ---: | ---: | ---: |"]
    for name, found in runs.items():
        middle = [statistics.median(getattr(run, figure) for run in found) for figure in ("seconds", "cpu", "memory")]
        where = "" if "version" in name else f", {notes:,} notes"
        cells = [measuring.duration(middle[0]), measuring.duration(middle[1]), measuring.mebibytes(middle[2])]
        lines.append(f"| `{name}`{where} | {' | '.join(cells)} |")
    return [*lines, "", f"The program is {size / 1e6:.1f} MB."]


if __name__ == "__main__":
    main()
