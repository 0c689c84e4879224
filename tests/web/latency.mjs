// How long it takes from a saved file to the new page in a browser, with `milepost serve`:
//
//     node tests/web/latency.mjs MILEPOST [NOTES] [ROUNDS] [--write FILE]
//
// A journal of NOTES notes (2000) with the default theme and everything on is made in a temporary folder and served; one of
// its notes is open in headless Chromium and is saved ROUNDS times (20) with other words. What is measured begins before the
// file is written and ends when the words are in the page, and for a program when it has them after it was told. It prints
// medians, puts them into FILE when told to, and fails only when the words never come. Other work on the machine counts too, so look at the least as well.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
const note = (n, words) => `---
title: Note ${n} on ${word(n)} and ${word(n + 3)}
date: ${day(n)}
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

for (const topic of TOPICS) await mkdir(path.join(root, "content/notes", topic), { recursive: true });
await writeFile(path.join(root, "plan.yaml"), `schema: 1
site: {title: Latency, url: https://latency.example/, author: {name: Somebody}}
plan: {id: latency, title: Latency, start: 2020-01-01, months: 12}
phases: []
`);
for (let n = 0; n < Number(notes); n += 1) await writeFile(file(n), note(n, "first words"));

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
const middle = Math.floor(Number(notes) / 2);
const address = `${origin}notes/note-${middle}/`;
const listeners = new Set();
http.get(`${origin}_milepost/events`, (answer) => answer.on("data", () => listeners.forEach((listener) => listener())));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
try {
  const page = await browser.newPage();
  await page.goto(address);
  await pause(1500);
  const inProgram = [];
  const inBrowser = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const words = `words of round ${round}.`;
    const program = new Promise((done) => {
      const listener = async () => {
        if (!(await get(address)).includes(words)) return;
        listeners.delete(listener);
        done(now());
      };
      listeners.add(listener);
    });
    const seen = page.evaluate((text) => new Promise((done) => {
      const look = () => {
        if (!document.querySelector("main").textContent.includes(text)) return false;
        done(performance.timeOrigin + performance.now());
        return true;
      };
      const observer = new MutationObserver(() => look() && observer.disconnect());
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    }), words);
    await pause(50);
    const begin = now();
    await writeFile(file(middle), note(middle, words));
    inBrowser.push((await seen) - begin);
    inProgram.push((await program) - begin);
    // Until the whole site is built, so that one round does not wait for the one before.
    const builds = said.split("rebuilt").length;
    for (let waited = 0; said.split("rebuilt").length <= builds && waited < 60_000; waited += 50) await pause(50);
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
    row("until the words are in the browser", inBrowser),
    row("until a program has them", inProgram),
    ...(shown.length > 0 ? [row("of that, the page made again", shown)] : []),
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
