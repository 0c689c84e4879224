#!/usr/bin/env python3
"""Runs the bench of each stage and writes what it prints into a document.

    python3 benches/stages.py [--posts 200] [--write docs/performance.md]
"""

import argparse
import os
import re
import subprocess
import sys

import measuring

# The letters in front keep the stages in their order.
ORDER = re.compile(r"(?<=[\u251c\u2570]\u2500 )[a-z]_")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", default="200")
    parser.add_argument("--write", metavar="DOCUMENT", help="writes the figures into a document")
    wanted = parser.parse_args()
    environment = {**os.environ, "MILEPOST_BENCH_POSTS": wanted.posts, "CARGO_TERM_COLOR": "never"}
    command = ["cargo", "bench", "--locked", "--quiet", "--bench", "stages"]
    result = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=measuring.ROOT)
    if result.returncode:
        sys.exit("the bench failed")
    lines = [ORDER.sub("", line).rstrip() for line in result.stdout.splitlines()]
    # What follows the runs is about the machine's timer only.
    tree = "\n".join(line for line in lines if line and not line.startswith("Timer precision"))
    text = f"{measuring.machine(measuring.ROOT)}; {wanted.posts} posts\n\n```text\n{tree}\n```"
    print(text)
    if wanted.write:
        measuring.write_block(wanted.write, "stages", text)


if __name__ == "__main__":
    main()
