#!/usr/bin/env python3
"""How many instructions milepost runs, held against a baseline: unlike time, that is the same on a busy machine.

    python3 benches/instructions.py              compares with benches/instructions.json; status 1 at 5 % more
    python3 benches/instructions.py --write      makes what is counted now the baseline
    python3 benches/instructions.py --spread 5   counts so often and tells by how much runs differ

Valgrind's callgrind counts (`apt-get install valgrind`), on one thread and with addresses that do not vary. What is left
of chance is the seeds of hash tables: runs of one program differ by less than 0.1 %.

A baseline is of one compiler, because another one makes other instructions of the same source. The program says itself
which compiler made it; where that is not the baseline's, nothing is compared, and that is said. The C library and the
processor matter little (they choose how memory is copied), so those are only told when a count is too high.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]

import journal
import measuring

BASELINE = HERE / "instructions.json"
MOST = 0.05
BUILD = ["-q", "build", "--as-of", "2026-01-01"]


def main():
    wanted = arguments()
    path = measuring.program(wanted.milepost)
    if not shutil.which("valgrind"):
        sys.exit("no valgrind: `apt-get install valgrind`")
    here = {"compiler": compiler(path), "target": platform.machine(), "c_library": "-".join(platform.libc_ver())}
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else None
    if not wanted.write and not wanted.spread and (reason := not_comparable(baseline, here)):
        print(f"SKIPPED: instructions were NOT compared, because {reason}")
        return
    with tempfile.TemporaryDirectory(prefix="milepost-instructions-") as scratch:
        counts = [count_all(path, pathlib.Path(scratch) / str(number), wanted.posts) for number in range(wanted.spread or 1)]
    if wanted.spread:
        tell_spread(counts)
    elif wanted.write:
        BASELINE.write_text(json.dumps(here | {"counts": counts[0]}, indent=2) + "\n", encoding="utf-8")
        print(f"written: {BASELINE.relative_to(measuring.ROOT)}")
    else:
        lines, too_many = compare(baseline["counts"], counts[0])
        print("\n".join(lines))
        if too_many:
            differs = "" if baseline["c_library"] == here["c_library"] else f" (the C library is {here['c_library']}, the baseline's {baseline['c_library']})"
            sys.exit(f"more than {MOST:.0%} above the baseline: {', '.join(too_many)}{differs}. If it is worth it, `--write`")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--milepost", default=measuring.release())
    parser.add_argument("--posts", type=int, default=60, help="posts of the journal; the baseline is of 60")
    parser.add_argument("--write", action="store_true", help="makes these counts the baseline")
    parser.add_argument("--spread", type=int, metavar="RUNS", help="counts so often, and compares the runs with each other")
    return parser.parse_args()


def compiler(path):
    """Returns the compiler that made a program, as it says in its `.comment`."""
    found = re.search(rb"rustc version ([^\x00]+)\x00", pathlib.Path(path).read_bytes())
    return found[1].decode() if found else "unknown"


def not_comparable(baseline, here):
    if baseline is None:
        return "there is no baseline: make one with `--write`"
    for key in ("compiler", "target"):
        if baseline[key] != here[key]:
            return f"the baseline is of {key} {baseline[key]}, and this is {here[key]}; renew it with `--write`"
    return None


def count_all(path, folder, posts):
    """Returns the instructions of each kind of run, by its name."""
    plain, rich = folder / "plain", folder / "rich"
    folder.mkdir()
    journal.lay_out(plain, posts, "milepost")
    journal.lay_out(rich, max(posts // 20, 1), "milepost")
    journal.turn_on(rich)
    # Files that were written only just before a build are read again by the next one.
    time.sleep(3)
    counts = {"--version": count([path, "--version"]), "build, cold": count([path, "--root", plain, *BUILD])}
    # The clock may not tell the site from what was written after it: then the first one reads it, and the next one need not.
    counts["build, nothing changed"] = min(count([path, "--root", plain, *BUILD]) for _ in range(2))
    change(plain)
    counts["build, one changed"] = count([path, "--root", plain, *BUILD])
    counts["status"] = count([path, "--root", plain, "status", "--as-of", "2026-01-01"])
    counts["build, everything on"] = count([path, "--root", rich, *BUILD])
    return counts


def change(root):
    post = sorted((root / "content" / "posts").glob("*.md"))[0]
    with post.open("a", encoding="utf-8") as file:
        file.write("\nAnother sentence.\n")


def count(command):
    """Runs a program in valgrind; returns how many instructions it ran."""
    counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    result = subprocess.run([*counting, *map(str, command)], env=environment, capture_output=True, text=True, errors="replace")
    found = re.search(r"Collected\s*:\s*(\d+)", result.stderr)
    if result.returncode or not found:
        sys.exit(f"{' '.join(map(str, command))} failed in valgrind:\n{result.stderr[:3000]}")
    return int(found[1])


def compare(before, now):
    """Returns a line for each count, and the names of those that are too high. One that the baseline lacks is too."""
    lines, too_many = ["| | baseline | now | |", "| --- | ---: | ---: | ---: |"], []
    for name, count_now in now.items():
        was = before.get(name)
        change = (count_now - was) / was if was else float("inf")
        lines.append(f"| {name} | {millions(was)} | {millions(count_now)} | {change:+.1%} |")
        if change >= MOST:
            too_many.append(name)
        elif change <= -MOST:
            lines[-1] += " renew the baseline with `--write`"
    return lines, too_many


def millions(number):
    return "–" if number is None else f"{number / 1e6:,.1f} M"


def tell_spread(counts):
    for name in counts[0]:
        found = sorted(one[name] for one in counts)
        middle = found[len(found) // 2]
        print(f"{name}: {millions(middle)}, from {found[0] / middle - 1:+.3%} to {found[-1] / middle - 1:+.3%}")


if __name__ == "__main__":
    main()
