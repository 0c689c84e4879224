// node weights.mjs DIR ADDRESS TABLE [--write]: what the first view of a page loads, in bytes: within its budget, and as
// the table in the file TABLE says, which --write brings up to date.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { isText } from "./pages.mjs";
import { PAGES } from "./sample.mjs";
import { given, inParallel, launch, openSite, report } from "./site.mjs";

const KINDS = { document: "HTML", stylesheet: "CSS", script: "JavaScript", font: "fonts", image: "images" };
const COLUMNS = ["HTML", "CSS", "JavaScript", "fonts", "images", "other"];
const KIB = 1024;
/** The most bytes of a first view as they are sent, with fonts. */
const BUDGET = { page: 100_000, JavaScript: 10_000 };
// A table is off when a number of it is both this many bytes and this share away from what is measured.
const NEAR = { bytes: 2 * KIB, share: 0.05 };
const [BEGIN, END] = ["<!-- weights: begin -->", "<!-- weights: end -->"];

/** Returns of each page `{ kind, path, requests, sizes, total }`; sizes are `{ raw, sent }` by kind of file. */
export async function weigh(root, address, pages = PAGES) {
  const world = await openSite(root, address);
  const browser = await launch();
  try {
    return await inParallel(Object.entries(pages), async ([kind, path]) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
      const tab = await context.newPage();
      const answers = [];
      // The icon of the tab is asked for by the window around the page, at a time of its own.
      tab.on("response", (answer) => answer.request().resourceType() !== "other" && answers.push(answer));
      await tab.goto(`${world.origin}${world.base}${path}`, { waitUntil: "networkidle" });
      // A busy machine may be idle before it asks for a font.
      await tab.evaluate(() => document.fonts.ready.then(() => {}));
      const sizes = Object.fromEntries(COLUMNS.map((column) => [column, { raw: 0, sent: 0 }]));
      for (const answer of answers.filter((one) => one.url().startsWith("http"))) {
        const body = await answer.body();
        const size = sizes[KINDS[answer.request().resourceType()] ?? "other"];
        size.raw += body.length;
        size.sent += isText(answer.headers()["content-type"] ?? "") ? gzipSync(body).length : body.length;
      }
      await context.close();
      const sum = (which) => COLUMNS.reduce((all, column) => all + sizes[column][which], 0);
      return { kind, path, requests: answers.length, sizes, total: { raw: sum("raw"), sent: sum("sent") } };
    });
  } finally {
    await browser.close();
    await world.close();
  }
}

/** Returns what is over its budget. */
export function tooHeavy(rows, budget = BUDGET) {
  const most = (kind) => budget[kind] ?? budget.page;
  return rows.flatMap(({ kind, total, sizes }) => [
    ...(total.sent > most(kind) ? [{ page: kind, kind: "weight", cause: `sends ${total.sent} bytes, and may ${most(kind)}` }] : []),
    ...(sizes.JavaScript.sent > budget.JavaScript
      ? [{ page: kind, kind: "weight", cause: `sends ${sizes.JavaScript.sent} bytes of JavaScript, and may ${budget.JavaScript}` }]
      : []),
  ]);
}

const kib = (bytes) => (bytes / KIB).toFixed(1);
const cell = ({ raw, sent }) => (raw === 0 ? "–" : `${kib(raw)} / ${kib(sent)}`);

/** Writes the table: KiB as they are, and as they are sent. */
export function table(rows) {
  const lines = rows.map(({ kind, requests, sizes, total }) => [kind, requests, ...COLUMNS.map((column) => cell(sizes[column])), cell(total)]);
  const head = ["page", "requests", ...COLUMNS, "all"];
  return [head, ["---", ...head.slice(1).map(() => "---:")], ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** Returns where a text with a table differs from `rows` by more than a little. */
export function differences(text, rows) {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) return [{ page: "the table", kind: "table", cause: "is not there" }];
  const cellsOf = (block) => block.split("\n").filter((line) => line.startsWith("|")).map((line) => line.split("|").slice(1, -1).map((one) => one.trim()));
  const [said, measured] = [cellsOf(text.slice(begin, end)), cellsOf(table(rows))];
  if (said.map((line) => line[0]).join() !== measured.map((line) => line[0]).join()) return [{ page: "the table", kind: "table", cause: "lists other pages" }];
  return measured.flatMap((line, row) => {
    const off = line.some((one, column) => row > 1 && column > 0 && isFar(said[row][column] ?? "", one));
    return off ? [{ page: line[0], kind: "table", cause: `is said to be ${said[row].slice(1).join(" | ")}, and is ${line.slice(1).join(" | ")}` }] : [];
  });
}

function isFar(said, measured) {
  const [a, b] = [said, measured].map((one) => one.split(" / ").map((number) => Number(number === "–" ? 0 : number)));
  if (b.length === 1 && measured !== "–") return a[0] !== b[0];
  return b.some((size, at) => {
    const off = Math.abs(size - (a[at] ?? a[0])) * KIB;
    return Number.isNaN(off) || (off > NEAR.bytes && off > NEAR.share * size * KIB);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, address, file, option] = given("weights.mjs DIR ADDRESS TABLE");
  const rows = await weigh(root, address);
  const text = await readFile(file, "utf8");
  console.log(table(rows));
  if (option === "--write") {
    if (differences(text, rows).some(({ cause }) => cause === "is not there")) throw new Error(`${file} has no ${BEGIN} and ${END}`);
    await writeFile(file, `${text.slice(0, text.indexOf(BEGIN))}${BEGIN}\n${table(rows)}\n${text.slice(text.indexOf(END))}`);
  } else {
    report([...differences(text, rows), ...tooHeavy(rows)], rows.length);
  }
}
