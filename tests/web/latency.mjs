// How long it takes from a saved file to the new page in a browser, with `milepost serve`:
//
//     node tests/web/latency.mjs MILEPOST [NOTES] [ROUNDS]
//
// A journal of NOTES notes (2000) with the default theme and everything on is made in a temporary folder and served; one of
// its notes is open in headless Chromium and is saved ROUNDS times (20) with other words. What is measured begins before the
// file is written and ends when the words are in the page, and for a program when it has them after it was told. It prints
// medians, and fails only when the words never come. Other work on the machine counts too, so look at the least as well.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { FLAGS } from "./site.mjs";

const [, , milepost, notes = "2000", rounds = "20"] = process.argv;
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
  const figures = (all) => {
    const sorted = [...all].sort((one, other) => one - other);
    return `median ${sorted[Math.floor(sorted.length / 2)].toFixed(1)} ms, least ${sorted[0].toFixed(1)} ms, most ${sorted.at(-1).toFixed(1)} ms`;
  };
  console.log(`${notes} notes, ${rounds} rounds, from the saved file`);
  console.log(`  to a program that listens:    ${figures(inProgram)}`);
  console.log(`  to the words in the browser:  ${figures(inBrowser)}`);
  const shown = [...said.matchAll(/shown\s+in (\d+) ms/g)].map((found) => Number(found[1]));
  const rebuilt = [...said.matchAll(/rebuilt\s+in ([\d.]+) s/g)].map((found) => Number(found[1]) * 1000);
  if (shown.length > 0) console.log(`  the page made again:          ${figures(shown)}`);
  if (rebuilt.length > 0) console.log(`  the whole site built again:   ${figures(rebuilt)}`);
} finally {
  await browser.close();
  server.kill();
  await rm(root, { recursive: true, force: true });
}
