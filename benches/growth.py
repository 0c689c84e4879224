#!/usr/bin/env python3
"""What a cold build costs from 100 to 100,000 notes, as a table and a chart with two logarithmic axes.

    python3 benches/growth.py [--milepost PATH] [--notes 100,300,…] [--rounds 3] [--scratch FOLDER]
        [--write docs/performance.md] [--chart docs/images/growth.svg]

The journal is that of the peers, with the plain theme. Each build writes to a place where nothing was, and nothing is
deleted before the end (peers.py says why). From 30,000 notes on a size is built once. The bench ends with status 1 when
time or memory of the larger half of the sizes grows by more than the power 1.15 of their number.
"""

import argparse
import math
import pathlib
import statistics
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]

import chart
import journal
import measuring

SIZES = [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000]
ONCE = 30_000
STEEPEST = 1.15


def main():
    wanted = arguments()
    path = measuring.program(wanted.milepost)
    measured = []
    with tempfile.TemporaryDirectory(prefix="milepost-growth-", dir=wanted.scratch) as scratch:
        machine = measuring.machine(scratch)
        for size in wanted.notes:
            measured.append((size, *measure(path, pathlib.Path(scratch) / str(size), size, wanted.rounds)))
            print(f"{size:,} notes: {measured[-1][1]:.2f} s", file=sys.stderr, flush=True)
    powers = [power([(one[0], one[figure]) for one in measured]) for figure in (1, 3)]
    lines = table(measured, machine, powers)
    print("\n".join(lines))
    if wanted.chart:
        pathlib.Path(wanted.chart).write_text(picture(measured), encoding="utf-8")
        print(f"written: {wanted.chart}")
    if wanted.write:
        measuring.write_block(wanted.write, "growth", "\n".join(lines))
    if max(powers) > STEEPEST:
        sys.exit(f"grows by the power {max(powers):.2f} of the number of notes")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--milepost", default=measuring.release())
    parser.add_argument("--notes", type=lambda text: [int(part) for part in text.split(",")], default=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scratch", help="a folder for the journals, on the disk that is to be measured")
    parser.add_argument("--write", metavar="DOCUMENT", help="writes the table into a document")
    parser.add_argument("--chart", metavar="FILE", help="draws the chart")
    return parser.parse_args()


def measure(path, root, size, rounds):
    """Returns medians of seconds, of seconds of all processors, and of bytes of memory."""
    journal.lay_out(root, size, "milepost")
    runs = []
    for number in range(1 if size >= ONCE else rounds):
        if number:
            (root / "site").rename(root.parent / f"{size}-site-{number}")
            if (root / ".milepost").exists():
                (root / ".milepost").rename(root.parent / f"{size}-cache-{number}")
        runs.append(measuring.run([path, "--root", root, "-q", "build", "--as-of", "2026-01-01"]))
    return tuple(statistics.median(getattr(run, figure) for run in runs) for figure in ("seconds", "cpu", "memory"))


def power(points):
    """Returns the slope of the line through the logarithms of the larger half of the sizes: 1 is in proportion."""
    points = points[len(points) // 2 :]
    logs = [(math.log(x), math.log(y)) for x, y in points]
    middle = [statistics.fmean(axis) for axis in zip(*logs)]
    above = sum((x - middle[0]) * (y - middle[1]) for x, y in logs)
    return above / sum((x - middle[0]) ** 2 for x, _ in logs) if len(logs) > 1 else 1.0


def table(measured, machine, powers):
    lines = [machine, "", "| notes | time | processors | memory | time for each | memory for each |"]
    lines.append("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for size, seconds, cpu, memory in measured:
        each = f"{seconds / size * 1e6:,.0f} µs | {memory / size / 1024:,.1f} KiB"
        lines.append(f"| {size:,} | {measuring.duration(seconds)} | {measuring.duration(cpu)} | {measuring.mebibytes(memory)} | {each} |")
    larger = measured[len(measured) // 2][0]
    lines += ["", f"From {larger:,} notes on, time grows with the power {powers[0]:.2f} of their number, memory with {powers[1]:.2f}."]
    return lines


def picture(measured):
    time = [(size, seconds) for size, seconds, _, _ in measured]
    memory = [(size, found) for size, _, _, found in measured]
    return chart.draw(
        [
            ("Time of a cold build", time, measuring.duration),
            ("Peak of memory", [(size, found / 2**20) for size, found in memory], lambda value: f"{value:,.0f} MiB"),
        ],
        "notes",
    )


if __name__ == "__main__":
    main()
