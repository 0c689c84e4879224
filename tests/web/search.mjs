// node search.mjs DIR ADDRESS: searches the sample journal in DIR as a visitor would, served at ADDRESS.
//
// What the words of a text are is checked without a browser, with the table that the Rust side is held to as well.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { distance, words } from "../../themes/default/assets/js/search.js";
import { conclude, expect } from "./expect.mjs";
import { serve } from "./pages.mjs";
import { FLAGS } from "./site.mjs";

const [root, address] = process.argv.slice(2);
if (!root || !address) {
  console.error("usage: node search.mjs DIR ADDRESS");
  process.exit(2);
}

const table = JSON.parse(await readFile(new URL("words.json", import.meta.url), "utf8"));
for (const { language, text, words: expected } of table) {
  await expect(`the words of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(words(text, language === "en").map(({ whole, parts }) => [whole, parts]), expected);
  });
}
for (const [a, b, off, open] of [
  ["gradient", "gradient", 0],
  ["gardient", "gradient", 1],
  ["radient", "gradient", 1],
  ["gradiant", "gradient", 1],
  ["gradeint", "gradients", 2],
  ["", "abc", 3],
  ["grda", "gradient", 1, true],
]) {
  await expect(`${a} and ${b}`, () => assert.equal(distance(a, b, open), off));
}

const base = new URL(address, "https://site.invalid").pathname;
const server = await serve(path.resolve(root), base);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
// Without transitions between pages: Chromium aborts them when a page is left as soon as it has come, which nobody does by
// hand, and reports that as an error of the page, which has no part in it and cannot catch it.
const page = async (options) => {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const tab = await context.newPage();
  const complaints = [];
  const loaded = [];
  tab.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("response", (response) => loaded.push(new URL(response.url()).pathname));
  return { tab, complaints, loaded };
};
const at = (name) => `${server.origin}${base}${name}`;
const status = (tab) => tab.locator(".search [role=status]");
const titles = (tab) => tab.locator(".search .name").allTextContents();
const active = (tab) => tab.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.id);

try {
  const { tab, complaints, loaded } = await page({ viewport: { width: 1280, height: 900 } });
  await expect("a mistyped word finds the page that is meant, first", async () => {
    await tab.goto(at("search/"));
    await tab.locator("#q").pressSequentially("adversrial trainig", { delay: 20 });
    await status(tab).getByText("similar: adversarial").waitFor();
    assert.equal((await titles(tab))[0], "Adversarial training and a check for gradient masking");
    assert.equal(new URL(tab.url()).search, "?q=adversrial%20trainig");
    assert.ok((await tab.locator(".search mark").allTextContents()).includes("Adversarial"));
  });
  await expect("a word leads to the heading that it stands below", async () => {
    await tab.locator("#q").fill("seccomp");
    const link = tab.locator(".passages a").first();
    await link.getByText("Seccomp").waitFor();
    assert.equal(await link.getAttribute("href"), `${base}notes/what-a-container-isolates/#seccomp-the-calls`);
  });
  await expect("the keyboard goes through the results and back, and opens one", async () => {
    await tab.locator("#q").fill("membership inference");
    await status(tab).getByText("“membership inference”").waitFor();
    await tab.locator("#q").press("Enter");
    await tab.waitForFunction(() => document.activeElement.closest(".name"));
    const first = await active(tab);
    assert.equal(first, `${base}notes/membership-inference/`);
    await tab.keyboard.press("ArrowDown");
    assert.match(await active(tab), /membership-inference\/#/);
    await tab.keyboard.press("ArrowUp");
    await tab.keyboard.press("ArrowUp");
    assert.equal(await active(tab), "q");
    await tab.keyboard.press("ArrowDown");
    assert.equal(await active(tab), first);
    await tab.keyboard.press("Escape");
    assert.equal(await active(tab), "q");
    await tab.keyboard.press("ArrowDown");
    await tab.keyboard.press("Enter");
    await tab.waitForURL(at("notes/membership-inference/"));
    await tab.goBack();
    await status(tab).getByText("“membership inference”").waitFor();
  });
  await expect("one kind of page can be chosen", async () => {
    await tab.locator("#q").fill("gradient");
    await status(tab).getByText("“gradient”").waitFor();
    await tab.getByLabel("Projects").check();
    await tab.locator(".search .meta").getByText("Project").first().waitFor();
    await tab.waitForFunction(() => document.querySelectorAll(".search .name").length === 2);
    assert.deepEqual(await titles(tab), ["Gradient Clip", "Evasion Bench"]);
  });
  await expect("what is nowhere is said, and Escape clears", async () => {
    await tab.locator("#q").fill("qqqzzzxx");
    await status(tab).getByText("Nothing found for “qqqzzzxx”").waitFor();
    assert.deepEqual(await titles(tab), []);
    await tab.locator("#q").press("Escape");
    await tab.waitForFunction(() => document.querySelector(".search [role=status]").textContent === "");
    assert.equal(new URL(tab.url()).search, "");
  });
  await expect("what is typed is text", async () => {
    await tab.locator("#q").fill("<img src=x onerror=alert(1)>");
    await status(tab).getByText("<img").waitFor();
    assert.equal(await tab.locator(".search img").count(), 0);
  });
  await expect("Ctrl+K opens it from a page, which loads nothing of it before", async () => {
    const other = await page();
    await other.tab.goto(at("about/"));
    await other.tab.keyboard.press("Control+k");
    await other.tab.waitForURL(at("search/"));
    const before = other.loaded.slice(0, other.loaded.indexOf(`${base}search/`));
    assert.deepEqual(before.filter((name) => name.includes("search")), []);
    assert.equal(await active(other.tab), "q");
  });
  await expect("the page for a wrong address leads to the search", async () => {
    const lost = await page();
    await lost.tab.goto(at("no-such-page/"));
    await lost.tab.locator("#q").fill("pickle");
    await lost.tab.locator("#q").press("Enter");
    await lost.tab.waitForURL(at("search/?q=pickle"));
    await status(lost.tab).getByText("“pickle”").waitFor();
    assert.deepEqual(lost.complaints.filter((text) => !text.includes("404")), []);
  });
  await expect("an index that does not load is said, and tried again", async () => {
    const cut = await page();
    await cut.tab.route("**/search/terms/*.json", (route) => route.abort());
    await cut.tab.goto(at("search/?q=pickle"));
    await status(cut.tab).getByText("could not be loaded").waitFor();
    await cut.tab.unroute("**/search/terms/*.json");
    await cut.tab.locator("#q").press("Enter");
    await status(cut.tab).getByText("“pickle”").waitFor();
  });
  await expect("without JavaScript it says so and leads to the lists", async () => {
    const plain = await page({ javaScriptEnabled: false });
    await plain.tab.goto(at("search/?q=pickle"));
    assert.ok(await plain.tab.getByText("Searching needs JavaScript").isVisible());
    assert.ok(await plain.tab.locator("main").getByRole("link", { name: "Archive" }).isVisible());
  });
  await expect("nothing is complained of", () => assert.deepEqual(complaints, []));
  await expect("only the site's own files are loaded", () => assert.ok(loaded.every((name) => name.startsWith(base))));
} finally {
  await browser.close();
  await server.close();
}

conclude();
