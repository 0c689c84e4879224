#!/usr/bin/env python3
"""How soon the program answers, and how large it is.

    python3 benches/startup.py [--milepost PATH] [--notes 10000] [--rounds 11] [--compile] [--scratch FOLDER]
        [--write docs/performance.md]

`milepost --version`, and `log` and `status` in the peers' journal of 10,000 notes that was built before. Medians; `log`
writes an entry each time. The bench ends with status 1 when the program is larger than 40 MB.

With `--compile`, the program is compiled first, once and from nothing but the sources of its crates, which are fetched
before: how long that takes, and what is measured is what came of it.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

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
    parser.add_argument("--compile", action="store_true", help="compiles the program from nothing, and measures that")
    parser.add_argument("--scratch", help="a folder for the journal, and for what is compiled")
    parser.add_argument("--write", metavar="DOCUMENT", help="writes the table into a document")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="milepost-startup-", dir=wanted.scratch) as scratch:
        seconds = None
        if wanted.compile:
            wanted.milepost, seconds = compile_anew(pathlib.Path(scratch) / "target")
        path = measuring.program(wanted.milepost)
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
        lines = table(runs, wanted.notes, f"{measuring.machine(scratch)}; medians of {wanted.rounds}")
        lines += ["", about_the_program(size, seconds)]
    print("\n".join(lines))
    if wanted.write:
        measuring.write_block(wanted.write, "startup", "\n".join(lines))
    if size > LARGEST:
        sys.exit(f"{path} has {size / 1e6:.1f} MB, more than {LARGEST / 1e6:.0f}")


def compile_anew(target):
    """Compiles the program as `cargo build --release` does in a fresh clone; returns a copy, and the seconds.

    What the linker wrote piece by piece lies in memory in smaller pages than a copy, as installing makes one, and is mapped
    half a millisecond later.
    """
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target)}
    for command in ("fetch", "build --release"):
        begin = time.monotonic()
        words = ["cargo", *command.split(), "--locked", "--quiet"]
        subprocess.run(words, cwd=measuring.ROOT, check=True, env=environment)
        seconds = time.monotonic() - begin
    return shutil.copy2(target / "release" / "milepost", target.parent / "milepost"), seconds


def measure(command, rounds):
    """Returns the runs, after one that nobody counts: the program and the journal are in memory then."""
    # The disk is not waited for: what these write is small.
    return [measuring.run(command, sync=False) for _ in range(rounds + 1)][1:]


def table(runs, notes, machine):
    lines = [machine, "", "| | time | processors | memory |", "| --- | ---: | ---: | ---: |"]
    for name, found in runs.items():
        middle = [statistics.median(getattr(run, figure) for run in found) for figure in ("seconds", "cpu", "memory")]
        where = "" if "version" in name else f", {notes:,} notes"
        cells = [measuring.duration(middle[0]), measuring.duration(middle[1]), measuring.mebibytes(middle[2])]
        lines.append(f"| `{name}`{where} | {' | '.join(cells)} |")
    return lines


def about_the_program(size, seconds):
    """Returns a line on its size, and on how long it took to compile when that was measured."""
    said = f"The program is {size / 1e6:.1f} MB."
    if seconds is None:
        return said
    minutes, rest = divmod(round(seconds), 60)
    return f"{said} A clean `cargo build --release` takes {minutes} min {rest:02} s."


if __name__ == "__main__":
    main()
