#!/usr/bin/env python3
"""Journals that are hard in one way each, to see that nothing costs more than in proportion.

    python3 benches/hard.py [--milepost PATH] [--case tags,note,…] [--scale 1.0] [--scratch FOLDER] [--write DOCUMENT]
    python3 benches/hard.py --make FOLDER --case tags [--scale 0.1]    only writes the journal

| case | what is large |
| --- | --- |
| tags | one tag with 50,000 pages |
| many-tags | 20,000 tags, of two pages each |
| note | a note of 4 MB, about the largest that is read: one of 20 MB is refused, with its size |
| plan | a plan with 10,000 items, each proven by a page or an entry of its own |
| backlinks | 20,000 notes that link to one page, which links to each of them |
| related | 10,000 notes that share few tags and few things of the plan |
| series | a series of 5,000 parts |
| headings | a note with 20,000 headings |

Each is built at a quarter, half and the whole of its size. What doubles the size should double the time of the processors;
the bench ends with status 1 when a case takes more than 2.6 times for twice the size, and more than two seconds. Time is of
all processors, so that other work on the machine disturbs little.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]

import journal
import measuring

TOO_STEEP = 2.6
TOO_LITTLE_TO_TELL = 2.0

PLAN = """schema: 1
site:
  title: Hard
  description: A journal that is hard in one way.
  url: https://hard.example/
  author: {{name: Hard}}
  cards: false
  search: false
{site}plan: {{id: hard, title: Hard, start: 2020-01-01, months: 60}}
{rest}"""


def plan(root, site="", rest="phases: []\n"):
    root.mkdir(parents=True)
    (root / "plan.yaml").write_text(PLAN.format(site=site, rest=rest), encoding="utf-8")


def note(root, name, front, body):
    path = root / "content" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}date: 2024-01-01\n---\n\n{body}\n", encoding="utf-8")


def tags(root, size):
    plan(root)
    for number in range(size):
        note(root, f"notes/n{number}", f"title: Note {number}\ntags: [everything]\n", f"The {number}th note.")


def many_tags(root, size):
    plan(root)
    for number in range(size):
        note(root, f"notes/n{number}", f"title: Note {number}\ntags: [t{number}, t{(number + 1) % size}]\n", "A note.")


def long_note(root, size):
    plan(root)
    parts, length, number = [], 0, 0
    while length < size:
        text = journal.Post(number, 10_000).body.replace("\n## ", "\n### ")
        parts.append(f"## Part {number}\n\n{text}")
        length += len(parts[-1])
        number += 1
    note(root, "notes/long", "title: A long note\n", "\n".join(parts))


def items(root, size):
    lines = ["evidence_policy:\n  topic: {min: 1, level: 1}\nphases:\n"]
    for first in range(0, size, 500):
        phase = first // 500
        lines.append(f"  - id: phase-{phase}\n    title: Phase {phase}\n    months: [{phase * 3 + 1}, {phase * 3 + 3}]\n    items:\n")
        for number in range(first, min(first + 500, size)):
            lines.append(f"      - {{id: item-{number}, title: Item {number}, kind: topic, month: {phase * 3 + 1}, hours: 2, skills: [skill-{number % 50}]")
            if number % 2:
                lines.append(f', proof: [{{kind: repo, title: Work {number}, url: "https://example.org/w/{number}", date: 2024-02-01}}]')
            lines.append("}\n")
            if number % 2 == 0:
                note(root, f"notes/n{number}", f"title: Note {number}\nproves: [item-{number}]\n", f"What item {number} took.")
    lines.append("skills:\n" + "".join(f"  - {{id: skill-{number}, title: Skill {number}}}\n" for number in range(50)))
    (root / "plan.yaml").write_text(PLAN.format(site="", rest="".join(lines)), encoding="utf-8")


def backlinks(root, size):
    plan(root)
    hub = "\n".join(f"- [[Note {number}]]" for number in range(size))
    note(root, "notes/hub", "title: The hub\n", hub)
    for number in range(size):
        note(root, f"notes/n{number}", f"title: Note {number}\n", f"See [[The hub]] for the rest of {number}.")


def related(root, size):
    skills = "".join(f"  - {{id: skill-{number}, title: Skill {number}}}\n" for number in range(20))
    plan(root, rest=f"phases: []\nskills:\n{skills}")
    for number in range(size):
        front = f"title: Note {number}\ntags: [a{number % 7}, b{number % 11}]\nskills: [skill-{number % 20}]\n"
        note(root, f"notes/t{number % 13}/n{number}", front, f"See [[Note {(number * 7 + 1) % size}]].")


def series(root, size):
    plan(root)
    for number in range(size):
        note(root, f"posts/p{number}", f"title: Part {number}\nseries: The long one\n", f"The {number}th part.")


def headings(root, size):
    plan(root)
    body = "\n\n".join(f"## The same heading\n\nSentence {number}, see [[#The same heading]]." for number in range(size))
    note(root, "notes/long", "title: Many headings\n", body)


# What writes each case, and how large it is.
CASES = {
    "tags": (tags, 50_000, "pages"),
    "many-tags": (many_tags, 20_000, "tags"),
    "note": (long_note, 4_000_000, "bytes"),
    "plan": (items, 10_000, "items"),
    "backlinks": (backlinks, 20_000, "notes"),
    "related": (related, 10_000, "notes"),
    "series": (series, 5_000, "parts"),
    "headings": (headings, 20_000, "headings"),
}


def main():
    wanted = arguments()
    if wanted.make:
        for name in wanted.case:
            write, size, _ = CASES[name]
            root = pathlib.Path(wanted.make)
            write(root if len(wanted.case) == 1 else root / name, int(size * wanted.scale))
        return
    path = measuring.program(wanted.milepost)
    with tempfile.TemporaryDirectory(prefix="milepost-hard-", dir=wanted.scratch) as scratch:
        lines = [f"{measuring.machine(scratch)}; time of all processors", "", *HEAD]
        steep = []
        for name in wanted.case:
            runs = measure(name, path, pathlib.Path(scratch), wanted.scale)
            lines.append(row(name, runs))
            print(lines[-1], flush=True)
            steep += [name] if is_too_steep(runs) else []
    if wanted.write:
        measuring.write_block(wanted.write, "hard", "\n".join(lines))
    if steep:
        sys.exit(f"more than in proportion: {', '.join(steep)}")


HEAD = [
    "| case | a quarter | a half | the whole | for twice the size | memory | size |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--milepost", default=measuring.release())
    parser.add_argument("--case", type=lambda text: text.split(","), default=list(CASES))
    parser.add_argument("--scale", type=float, default=1.0, help="a part of the full size")
    parser.add_argument("--scratch", help="a folder for the journals")
    parser.add_argument("--make", metavar="FOLDER", help="writes the journal there and builds nothing")
    parser.add_argument("--write", metavar="DOCUMENT", help="writes the table into a document")
    wanted = parser.parse_args()
    unknown = set(wanted.case) - set(CASES)
    if unknown:
        parser.error(f"no case {', '.join(sorted(unknown))}: there are {', '.join(CASES)}")
    return wanted


def measure(name, path, scratch, scale):
    """Returns `(size, run)` for a quarter, half and all of the size. What was built is removed after the case."""
    write, full, _ = CASES[name]
    runs = []
    for part in (0.25, 0.5, 1.0):
        size = int(full * scale * part)
        root = scratch / f"{name}-{size}"
        write(root, size)
        runs.append((size, measuring.run([path, "--root", root, "-q", "build", "--as-of", "2026-01-01"], name)))
        print(f"{name}, {size:,}: {runs[-1][1].cpu:.2f} s", file=sys.stderr, flush=True)
    for size, _ in runs:
        shutil.rmtree(scratch / f"{name}-{size}")
    return runs


def growth(runs):
    """Returns by how much the last doubling of the size raised the time."""
    return runs[-1][1].cpu / max(runs[-2][1].cpu, 0.001)


def is_too_steep(runs):
    return growth(runs) > TOO_STEEP and runs[-1][1].cpu > TOO_LITTLE_TO_TELL


def row(name, runs):
    times = " | ".join(measuring.duration(run.cpu) for _, run in runs)
    _, _, unit = CASES[name]
    memory = measuring.mebibytes(runs[-1][1].memory)
    return f"| {name} | {times} | × {growth(runs):.1f} | {memory} | {runs[-1][0]:,} {unit} |"


if __name__ == "__main__":
    main()
