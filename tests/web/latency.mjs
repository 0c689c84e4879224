// How long it takes from a saved file to the new page in a browser, with `milepost serve`:
//
//     node tests/web/latency.mjs MILEPOST [NOTES] [ROUNDS] [--write FILE]
//
// A journal of NOTES notes (2000) with the default theme and everything on is made in a temporary folder and served; one of
// its notes is open in headless Chromium and is saved ROUNDS times (20) with other words, then with another title and another
// date; then a style sheet, a template, the plan and a picture of the note are; then a note is new and is deleted, seen on
// the list of its tag and at its own address. What is measured begins before the file is written and ends when what changed
// is in the page, and for a program when it has the words after it was told. It prints medians, puts them into FILE when told
// to, and fails only when something never comes. Other work on the machine counts too, so look at the least as well.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, unlink, writeFile } from "node:fs/promises";
import http from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { FLAGS } from "./site.mjs";

const given = process.argv.slice(2);
const writes = given.indexOf("--write");
const [, table] = writes < 0 ? [] : given.splice(writes, 2);
const [milepost, notes = "2000", rounds = "20"] = given;
const root = await mkdtemp(path.join(tmpdir(), "milepost-latency-"));
const now = () => performance.timeOrigin + performance.now();
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// --- The journal -------------------------------------------------------------------------------------

const TOPICS = ["web", "kernel", "models", "networks", "tools"];
const WORDS = "cache header token kernel page thread buffer model gradient attack defence proof request answer stream".split(" ");
const word = (n) => WORDS[(n * 7919) % WORDS.length];
const sentence = (n) => `${Array.from({ length: 14 }, (_, at) => word(n + at * at)).join(" ")}.`;
const folder = (n) => path.join(root, "content/notes", TOPICS[n % TOPICS.length]);
const file = (n) => path.join(folder(n), `note-${n}.md`);
const day = (n) => new Date(Date.UTC(2020, 0, 1 + (n % 2000))).toISOString().slice(0, 10);
const note = (n, words, title = `Note ${n} on ${word(n)} and ${word(n + 3)}`, date = day(n)) => `---
title: ${title}
date: ${date}
tags: [${word(n)}, ${word(n + 5)}]
summary: What ${word(n)} does, the ${n}th time.
---

${words}

## What ${word(n + 1)} is

${Array.from({ length: 6 }, (_, at) => sentence(n * 31 + at)).join(" ")} See [another](note-${(n + TOPICS.length) % Number(notes)}.md).

\`\`\`rust
fn note_${n}(input: &str) -> usize {
    // ${sentence(n)}
    input.lines().filter(|line| line.contains("${word(n)}")).count()
}
\`\`\`

## And then

${Array.from({ length: 6 }, (_, at) => sentence(n * 17 + at)).join(" ")}
`;

const middle = Math.floor(Number(notes) / 2);
const plan = (title) => `schema: 1
site: {title: ${title}, url: https://latency.example/, author: {name: Somebody}}
plan: {id: latency, title: Latency, start: 2020-01-01, months: 12}
phases: []
`;
const style = path.join(root, "themes/default/assets/css/zz.css");
const sheet = (words) => `:root { --latency: "${words}"; }\n`;
const template = path.join(root, "themes/default/templates/partials/footer.html");
const footer = await readFile(new URL("../../themes/default/templates/partials/footer.html", import.meta.url), "utf8");
const picture = path.join(folder(middle), "square.svg");
const square = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="8"><path d="M0 0h8v8H0z"/></svg>\n`;
const withPicture = (words, title, date) => `${note(middle, words, title, date)}\n![A square](square.svg)\n`;
// Another day of a year in which no other note is.
const other = (round) => new Date(Date.UTC(2019, 0, 1 + round)).toISOString().slice(0, 10);
const arrival = (round) => path.join(folder(middle), `arrival-${round}.md`);

for (const topic of TOPICS) await mkdir(path.join(root, "content/notes", topic), { recursive: true });
for (const one of [style, template]) await mkdir(path.dirname(one), { recursive: true });
await writeFile(path.join(root, "plan.yaml"), plan("Latency"));
await writeFile(style, sheet("first"));
await writeFile(template, footer);
await writeFile(picture, square(8));
for (let n = 0; n < Number(notes); n += 1) await writeFile(file(n), note(n, "first words"));
await writeFile(file(middle), withPicture("first words"));

// --- The server, a program that listens to it, and a browser -----------------------------------------

const server = spawn(path.resolve(milepost), ["serve", "--port", "0", "--root", root, "--color", "never"], { stdio: ["ignore", "ignore", "pipe"] });
let said = "";
const origin = await new Promise((done, failed) => {
  server.stderr.on("data", (data) => {
    said += data;
    const found = /serving\s+(http:\S+)/.exec(said);
    if (found) done(found[1]);
  });
  server.on("exit", () => failed(new Error(said)));
});
const get = (address) => new Promise((done, failed) => {
  http.get(address, (answer) => {
    let body = "";
    answer.on("data", (data) => { body += data; });
    answer.on("end", () => done(body));
  }).on("error", failed);
});
const address = `${origin}notes/note-${middle}/`;
const listeners = new Set();
http.get(`${origin}_milepost/events`, (answer) => answer.on("data", () => listeners.forEach((listener) => listener())));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
try {
  const page = await browser.newPage();
  await page.goto(address);
  await pause(1500);
  const inProgram = [];
  // Waits until the page passes `look` without being loaded anew.
  const changes = (look, wanted) => page.evaluate(([is, what]) => new Promise((done) => {
      const passes = new Function("wanted", `return (${is})(wanted);`);
      const look = () => {
        if (!passes(what)) return;
        observer.disconnect();
        document.removeEventListener("load", look, true);
        document.removeEventListener("milepost:updated", look);
        done(performance.timeOrigin + performance.now());
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
      // Pictures change the page when they have come, and style sheets without a change in its elements.
      document.addEventListener("load", look, true);
      document.addEventListener("milepost:updated", look);
    }), [look.toString(), wanted]);
  // Saves a file, or deletes it, and returns how long it took until the page passes `look`, which is handed what is looked for.
  const measure = async (name, text, look, wanted) => {
    const seen = changes(look, wanted);
    await pause(50);
    const builds = said.split("rebuilt").length;
    const begin = now();
    await (text === null ? unlink(name) : writeFile(name, text));
    const late = pause(60_000).then(() => { throw new Error(`what was saved in ${name} never came`); });
    const end = await Promise.race([seen, late]);
    // Until the whole site is built, so that one round does not wait for the one before.
    const isBuilt = async () => {
      for (let waited = 0; said.split("rebuilt").length <= builds && waited < 60_000; waited += 50) await pause(50);
      await pause(200);
    };
    return { begin, end, isBuilt };
  };
  const inText = (wanted) => document.body.textContent.includes(wanted);
  const isOther = () => {
    const image = document.querySelector('main img[src*="square.svg"]');
    const isOther = image.complete && image.src !== window.lastPicture && image.src.includes("?v=");
    if (isOther) window.lastPicture = image.src;
    return isOther;
  };
  // Each with the file, what is written into it, what is looked for, where, and how.
  const kinds = {
    "a text": { file: () => file(middle), text: (words) => withPicture(words), look: inText },
    "a title": { file: () => file(middle), text: (words) => withPicture("last words", words), look: inText },
    "a date": {
      file: () => file(middle),
      text: (_, round) => withPicture("last words", undefined, other(round)),
      wanted: (_, round) => other(round),
      look: (wanted) => document.querySelector("main time")?.dateTime.startsWith(wanted),
    },
    "a style sheet": {
      file: () => style,
      text: sheet,
      look: (wanted) => getComputedStyle(document.documentElement).getPropertyValue("--latency").includes(wanted),
    },
    "a template": { file: () => template, text: (words) => footer.replace("<footer", `<p>${words}</p>$&`), look: inText },
    "the plan": { file: () => path.join(root, "plan.yaml"), text: plan, look: inText },
    "a picture": { file: () => picture, text: (words) => `${square(8)}<!-- ${words} -->\n`, look: isOther },
    "a new note on the list of its tag": {
      file: arrival,
      text: (words) => note(middle, "new", words, "2026-01-01"),
      look: inText,
      at: () => `${origin}tags/${word(middle)}/`,
    },
    "a deleted note on the list of its tag": {
      file: arrival,
      text: () => null,
      wanted: (_, round) => `/notes/arrival-${round}/`,
      look: (wanted) => document.querySelector(`main a[href$="${wanted}"]`) === null,
      at: () => `${origin}tags/${word(middle)}/`,
    },
    "a new note at its address": {
      file: arrival,
      text: (words) => note(middle, words, undefined, "2026-01-01"),
      look: inText,
      at: (round) => `${origin}notes/arrival-${round}/`,
    },
    "a deleted note at its address": {
      file: arrival,
      text: () => null,
      wanted: (_, round) => `words of round ${round} of a new note at its address`,
      look: (wanted) => document.querySelector("main") !== null && !document.body.textContent.includes(wanted),
      at: (round) => `${origin}notes/arrival-${round}/`,
    },
  };
  const times = {};
  for (const [kind, { file, text, look, wanted = (words) => words, at = () => address }] of Object.entries(kinds)) {
    times[kind] = [];
    for (let round = 0; round < Number(rounds); round += 1) {
      const words = `words of round ${round} of ${kind}`;
      if (page.url() !== at(round)) {
        await page.goto(at(round));
        await pause(1000);
      }
      const program = new Promise((done) => {
        if (kind !== "a text") return done(null);
        const listener = async () => {
          if (!(await get(address)).includes(words)) return;
          listeners.delete(listener);
          done(now());
        };
        listeners.add(listener);
      });
      const { begin, end, isBuilt } = await measure(file(round), text(words, round), look, wanted(words, round));
      times[kind].push(end - begin);
      const told = await program;
      if (told) inProgram.push(told - begin);
      await isBuilt();
    }
  }
  const row = (name, all) => {
    const sorted = [...all].sort((one, other) => one - other);
    const cells = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)];
    return `| ${name} | ${cells.map((cell) => `${cell.toFixed(0)} ms`).join(" | ")} |`;
  };
  const told = (what, unit) => [...said.matchAll(what)].map((found) => Number(found[1]) * unit);
  const shown = told(/shown\s+in (\d+) ms/g, 1);
  const rebuilt = told(/rebuilt\s+in ([\d.]+) s/g, 1000);
  const load = loadavg()[0] / cpus().length;
  const text = [
    ...(load > 1.5 ? [`On a machine that had ${load.toFixed(0)} times as much to do as it can at once, so times are too long.`, ""] : []),
    `${Number(notes).toLocaleString("en")} notes, ${rounds} rounds, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}`,
    "",
    "| from the saved file | median | least | most |",
    "| --- | ---: | ---: | ---: |",
    row("until a program has the words", inProgram),
    ...Object.entries(times).map(([kind, all]) => row(`until ${kind} is in the browser`, all)),
    ...(shown.length > 0 ? [row("of that, what is made again at once", shown)] : []),
    ...(rebuilt.length > 0 ? [row("the whole site built and checked, after that", rebuilt)] : []),
  ].join("\n");
  console.log(text);
  if (table) {
    const [begin, end] = ["<!-- latency: begin -->", "<!-- latency: end -->"];
    const page = await readFile(table, "utf8");
    const [before, after] = [page.split(begin)[0], page.split(end)[1]];
    if (after === undefined) throw new Error(`${table} has no place for the figures`);
    await writeFile(table, `${before}${begin}\n${text}\n${end}${after}`);
  }
} finally {
  await browser.close();
  server.kill();
  await rm(root, { recursive: true, force: true });
}
