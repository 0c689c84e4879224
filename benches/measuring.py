"""What the benches share: to run a program and measure it, to name the machine, and to write a figure into a document."""

import collections
import datetime
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]

Run = collections.namedtuple("Run", "seconds cpu memory")


def run(command, name=None, sync=True, accepted=(0,)):
    """Runs a program to its end; returns seconds, seconds of all processors, and the peak of memory in bytes.

    What others wrote is put on the disk before, so that it is not written on this program's time."""
    if sync:
        os.sync()
    start = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    child.stderr.close()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in accepted:
        text = message.decode(errors="replace")[:3000]
        sys.exit(f"{name or command[0]} failed with status {child.returncode}:\n{text}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def program(path):
    """Returns the path of a milepost, or ends with what to do."""
    found = shutil.which(str(path))
    if not found:
        sys.exit(f"no {path}: run `cargo build --release --locked`, or name one with --milepost")
    return found


def release():
    return str(ROOT / "target/release/milepost")


def machine(folder):
    """Returns a sentence on the machine, the disk that `folder` is on, and the day."""
    today = datetime.date.today()
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory()} GiB, Linux {platform.release().split('-')[0]}, "
        f"{file_system(folder)}, {today.day} {today:%B %Y}"
    )


def processor():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def memory():
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def file_system(folder):
    result = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True)
    return result.stdout.strip().replace("ext2/ext3", "ext4") or "unknown file system"


def size_of(folder, besides=None):
    """Returns the number of files below `folder` and their bytes, without those that are below `besides` as well."""
    states = [path.stat() for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    if besides is not None:
        known = {path.stat().st_ino for path in pathlib.Path(besides).rglob("*")}
        states = [state for state in states if state.st_ino not in known]
    return len(states), sum(state.st_size for state in states)


def write_block(document, name, text):
    """Replaces what stands in `document` between `<!-- NAME: begin -->` and `<!-- NAME: end -->`."""
    path = pathlib.Path(document)
    before = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    if before.count(begin) != 1 or before.count(end) != 1 or before.index(begin) > before.index(end):
        sys.exit(f"{document} has no block `{name}`")
    head, rest = before.split(begin)
    _, tail = rest.split(end)
    path.write_text(f"{head}{begin}\n{text.strip()}\n{end}{tail}", encoding="utf-8")
    print(f"written: {name} in {document}")


def duration(seconds):
    """`0.4 ms`, `35 ms`, `1.24 s`, `31.0 s`"""
    if seconds < 0.01:
        return f"{seconds * 1000:.1f} ms"
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.1f} s"


def mebibytes(count):
    return f"{count / 2**20:,.0f} MiB"
