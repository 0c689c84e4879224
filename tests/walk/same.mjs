// Whether two walks showed the same, but for what differs from walk to walk: times, commits, ports, the day, and when the
// lines of `serve` come among those of the other terminal.
//
//     node tests/walk/same.mjs     tries it on what it has to find and what it has to pass over

import assert from "node:assert/strict";
import path from "node:path";
import { fileURLToPath } from "node:url";

// What `serve` says of a save, how often it says that, and where, depends on how busy the machine is.
const OF_A_SAVE = /^ {3}(?:shown|rebuilt) /;

/** The lines of a walk, and apart from them what `serve` showed, at once or when all was built, each once. */
function normalised(text) {
  const lines = text.split("\n").map((line) => line
    .replace(/\b\d+(?:\.\d+)? (s|ms)\b/g, "TIME $1")
    .replace(/\b[0-9a-f]{10}\b/g, "COMMIT")
    .replace(/\b(127\.0\.0\.1|localhost):\d+/g, "$1:PORT")
    .replace(/--port \d+/, "--port PORT")
    .replace(/\b\d{4}-\d\d-\d\d\b/g, "DAY")
    .trimEnd()).filter((line) => line !== "");
  const saves = lines.filter((line) => OF_A_SAVE.test(line)).map((line) => line.replace(/^.*? in TIME m?s: /, "saved: "));
  return [...lines.filter((line) => !OF_A_SAVE.test(line)), ...new Set(saves)];
}

/** The first line at which two walks are not the same, or nothing. */
export function difference(recorded, walked) {
  const [before, now] = [normalised(recorded), normalised(walked)];
  const at = before.findIndex((line, index) => line !== now[index]);
  const place = at < 0 && now.length > before.length ? before.length : at;
  return place < 0 ? undefined : `recorded: ${before[place] ?? "nothing"}\nnow:      ${now[place] ?? "nothing"}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && path.basename(process.argv[1]) === "same.mjs") {
  const walk = "$ milepost serve --port 4391\n   serving   http://localhost:4391/\n$ milepost log 'a'\n   rebuilt   in 1.11 s: a and 1 more\n   began     the log of 2026-11-30\n   pushed    029fa69dcb from 661c174445\n   site      15 pages, 91 files\n";
  const other = "$ milepost serve --port 4391\n   serving   http://localhost:4391/\n$ milepost log 'a'\n   began     the log of 2027-01-02\n   shown     in 12 ms: a and 1 more\n   rebuilt   in 0.20 s: a and 1 more\n   pushed    129fa69dcb from 761c174445\n   site      15 pages, 91 files\n";
  assert.equal(difference(walk, walk), undefined);
  assert.equal(difference(walk, other.replace("shown     in 12 ms", "rebuilt   in 1.20 s")), undefined);
  for (const [from, to] of [["15 pages", "16 pages"], ["began", "wrote"], ["a and 1 more", "b"], ["   site", "   sites"], ["91 files\n", "91 files\nmore\n"], ["   site      15 pages, 91 files\n", ""], ["$ milepost log 'a'", "$ milepost log 'b'"]]) {
    assert.ok(difference(walk, walk.replace(from, to)), `${from} → ${to}`);
  }
  console.log("walks that differ are told from those that do not");
}
