// node reading.mjs DIR ADDRESS: reads the sample journal in DIR as a visitor would, served at ADDRESS: what the scripts
// of its pages add, and that all of it can be read without them.

import assert from "node:assert/strict";
import path from "node:path";
import { chromium } from "playwright-core";
import { conclude, expect } from "./expect.mjs";
import { serve } from "./pages.mjs";
import { FLAGS } from "./site.mjs";

const [root, address] = process.argv.slice(2);
if (!root || !address) {
  console.error("usage: node reading.mjs DIR ADDRESS");
  process.exit(2);
}

const base = new URL(address, "https://site.invalid").pathname;
const server = await serve(path.resolve(root), base);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
const open = async (name, options) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.origin });
  const tab = await context.newPage();
  await tab.goto(`${server.origin}${base}${name}`);
  await tab.evaluate(() => document.fonts.ready.then(() => {}));
  return tab;
};
const NOTE = "notes/fgsm-from-scratch/";
const PROJECT = "projects/scanner/";
// The player of a recording that is not sent before `answer` is called.
const player = async () => {
  const tab = await open(PROJECT);
  let answer;
  const held = new Promise((done) => (answer = done));
  await tab.route("**/*.cast.json", async (route) => {
    await held;
    await route.continue();
  });
  const box = tab.locator(".terminal[data-player]").first();
  const [button, range] = [box.locator("button"), box.locator("input")];
  const arrived = () => box.locator(".row").first().waitFor({ state: "attached" });
  const says = async () => (await button.textContent()).trim();
  const at = async () => Number(await range.inputValue());
  const seek = (to) => range.evaluate((range, to) => { range.value = to; range.dispatchEvent(new Event("input")); }, to);
  const later = async (from) => tab.waitForFunction(([range, from]) => Number(range.value) > from, [await range.elementHandle(), from]);
  return { tab, button, range, answer, arrived, says, at, seek, later };
};
const marked = (tab) => tab.locator(".toc a[aria-current=location]").allTextContents();
const copied = (tab) => tab.evaluate(() => navigator.clipboard.readText());

try {
  await expect("the mark in the table of contents follows the scroll, and there is one", async () => {
    const tab = await open(NOTE);
    const names = await tab.locator(".toc a").allTextContents();
    assert.ok(names.length >= 3, "the note has contents");
    assert.deepEqual(await marked(tab), [names[0]]);
    for (const place of [1, names.length - 2, 0]) {
      await tab.evaluate((place) => {
        const link = document.querySelectorAll(".toc a")[place];
        document.getElementById(decodeURIComponent(link.hash.slice(1))).scrollIntoView({ behavior: "instant" });
      }, place);
      await tab.waitForFunction(
        (name) => document.querySelector(".toc a[aria-current=location]").textContent === name,
        names[place],
      );
      assert.deepEqual(await marked(tab), [names[place]]);
    }
    await tab.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" }));
    await tab.waitForFunction((name) => document.querySelector(".toc a[aria-current=location]").textContent === name, names.at(-1));
  });
  await expect("without JavaScript the contents lead to the headings, and nothing is marked", async () => {
    const tab = await open(NOTE, { javaScriptEnabled: false });
    assert.deepEqual(await marked(tab), []);
    await tab.locator(".toc a").nth(1).click();
    assert.ok(new URL(tab.url()).hash.length > 1);
    assert.equal(await tab.locator("figure.code button").count(), 0);
  });
  await expect("code is copied as it is, without the numbers of its lines", async () => {
    const tab = await open(NOTE);
    const figure = tab.locator("figure.code").first();
    await figure.locator(".copy").click();
    await tab.locator("[role=status]").getByText("Copied").waitFor();
    const text = await copied(tab);
    assert.ok(text.startsWith("import numpy as np\n"), text.slice(0, 40));
    assert.ok(text.includes("def accuracy(params, X, y):"));
  });
  await expect("a formula is copied as TeX", async () => {
    const tab = await open(NOTE);
    await tab.locator(".math-block .copy").first().click();
    await tab.locator("[role=status]").getByText("Copied").waitFor();
    assert.match(await copied(tab), /\\/);
  });
  await expect("long lines are wrapped on demand, and on the next page too", async () => {
    const tab = await open(NOTE, { viewport: { width: 390, height: 800 } });
    const button = tab.locator("figure.code button", { hasText: "Wrap" }).first();
    // It is there when a reader is: a block that nobody sees is not laid out.
    await tab.locator("figure.code").first().scrollIntoViewIfNeeded();
    await button.click();
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    assert.equal(await tab.evaluate(() => [...document.querySelectorAll("figure.code pre")].some((pre) => pre.scrollWidth > pre.clientWidth + 1)), false);
    await tab.reload();
    assert.ok(await tab.evaluate(() => "wrap" in document.documentElement.dataset));
  });
  await expect("a recording plays from the press of a key, and stands still from the next", async () => {
    const { button, range, answer, says, at, later } = await player();
    answer();
    assert.equal(await says(), "Play");
    await button.press("Enter");
    assert.equal(await says(), "Pause");
    await later(0);
    await button.press("Space");
    assert.equal(await says(), "Play");
    const stood = await at();
    await range.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    assert.equal(await at(), stood);
  });
  await expect("the last press counts, and the place that was chosen, where the recording comes later than both", async () => {
    const paused = await player();
    for (const word of ["Pause", "Play", "Pause", "Play"]) {
      await paused.button.press("Enter");
      assert.equal(await paused.says(), word);
    }
    paused.answer();
    await paused.tab.waitForLoadState("networkidle");
    await paused.range.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    assert.deepEqual([await paused.says(), await paused.at()], ["Play", 0]);
    const playing = await player();
    await playing.seek(4000);
    for (const word of ["Pause", "Play", "Pause"]) {
      await playing.button.press("Enter");
      assert.equal(await playing.says(), word);
    }
    playing.answer();
    await playing.arrived();
    await playing.later(4000);
    assert.equal(await playing.says(), "Pause");
  });
  await expect("a machine that was busy for longer than the recording goes on where it was", async () => {
    const { tab, button, answer, says, at, later } = await player();
    await tab.clock.install();
    answer();
    await button.press("Enter");
    await tab.clock.runFor(1000);
    await tab.waitForFunction(() => document.querySelector(".terminal input").value > 0);
    const before = await at();
    await tab.clock.fastForward(600_000);
    await tab.clock.runFor(100);
    await later(before);
    assert.equal(await says(), "Pause");
    await tab.clock.runFor(20_000);
    assert.equal(await says(), "Play");
  });
  await expect("a recording that does not come leaves its last screen, and the button as it was", async () => {
    const tab = await open(PROJECT);
    await tab.route("**/*.cast.json", (route) => route.abort());
    const screen = await tab.locator(".terminal pre").textContent();
    await tab.locator(".terminal button").press("Enter");
    await tab.locator(".terminal button", { hasText: "Play" }).waitFor();
    assert.equal(await tab.locator(".terminal pre").textContent(), screen);
  });
} finally {
  await browser.close();
  await server.close();
}

conclude();
