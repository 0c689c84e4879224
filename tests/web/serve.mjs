// Opens pages of `milepost serve` in headless Chromium while the journal is edited:
//
//     node tests/web/serve.mjs MILEPOST JOURNAL
//
// JOURNAL is copied and stays as it is. What changed has to come into the page without losing where the reader is, errors
// have to be shown and to go, and the cockpit has to work by keyboard, without JavaScript and without a fault of its own.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { FLAGS } from "./site.mjs";

const PATIENCE = 60_000;
const [, , milepost, sample] = process.argv;
const root = await mkdtemp(path.join(tmpdir(), "milepost-serve-"));
const at = (name) => path.join(root, name);

for (const folder of ["content", "components"]) {
  await cp(path.join(sample, folder), at(folder), { recursive: true });
}
await cp(path.join(sample, "plan.yaml"), at("plan.yaml"));
await writeFile(at("plan.private.yaml"), `schema: 1
companies:
  - {id: tier-one, tier: 1, names: ["<script>document.title = 'leaked'</script>"]}
services:
  - {id: svc-one, title: "</svg><img src=x onerror=alert(1)>", rate_usd: [73100, 84200]}
`);
await mkdir(at("content/notes/zebra"), { recursive: true });
const NOTE = "---\ntitle: Zebra\ndate: 2026-01-01\nmath: true\n---\n\nfirst words\n\n" + "more words\n\n".repeat(60) + "[last](https://example.org/)\n";
await writeFile(at("content/notes/zebra/index.md"), NOTE);

const server = spawn(path.resolve(milepost), ["serve", "--port", "0", "--root", root], { stdio: ["ignore", "ignore", "pipe"] });
const origin = await new Promise((done, failed) => {
  let said = "";
  server.stderr.on("data", (data) => {
    said += data;
    const found = /serving\s+(http:\S+)/.exec(said);
    if (found) done(found[1]);
  });
  server.on("exit", () => failed(new Error(said)));
});
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });

try {
  await theOpenPageFollows();
  await theCockpitWorks();
  console.log("serve: the open page follows, and the cockpit works");
} finally {
  await browser.close();
  server.kill();
  await rm(root, { recursive: true, force: true });
}

/** What changed comes into the page; scroll, focus and what is folded open stay. */
async function theOpenPageFollows() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 600 } });
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(`${origin}notes/zebra/`);
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    window.isSamePage = true;
    document.querySelector('main a[href="https://example.org/"]').focus();
    scrollTo({ top: 500, behavior: "instant" });
  });
  const state = () => page.evaluate(() => ({
    same: window.isSamePage === true,
    top: Math.round(scrollY),
    focus: document.activeElement.textContent,
  }));
  const before = await state();
  assert.match(before.focus, /^last/);
  const comes = (what, text) => page.waitForFunction(what, text, { timeout: PATIENCE });
  const isThere = (text) => document.querySelector("main").textContent.includes(text);

  await writeFile(at("content/notes/zebra/index.md"), NOTE.replace("first words", "second words"));
  await comes(isThere, "second words");
  assert.deepEqual(await state(), before, "a changed text");

  await writeFile(at("content/notes/zebra/index.md"), NOTE.replace("first words", "third words\n\n- one\n- two"));
  await comes(isThere, "third words");
  const after = await state();
  assert.deepEqual({ ...after, top: 0 }, { ...before, top: 0 }, "new blocks");

  await mkdir(at("themes/default/assets/css"), { recursive: true });
  await writeFile(at("themes/default/assets/css/zz.css"), "main { outline: 7px solid red; }\n");
  await comes(() => getComputedStyle(document.querySelector("main")).outlineWidth === "7px");
  assert.equal((await state()).same, true, "a style sheet is swapped");

  // A picture under the same name, with the text of the page as it was.
  const square = (color) => `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path fill="${color}" d="M0 0h8v8H0z"/></svg>`;
  await writeFile(at("content/notes/zebra/a square.svg"), square("red"));
  await writeFile(at("content/notes/zebra/index.md"), NOTE.replace("first words", "![A square](<a square.svg>)"));
  await comes(() => document.querySelector('main img[src*="square"]')?.complete);
  const color = () => page.evaluate(() => {
    const image = document.querySelector('main img[src*="square"]');
    const canvas = new OffscreenCanvas(8, 8).getContext("2d");
    canvas.drawImage(image, 0, 0, 8, 8);
    return image.complete ? canvas.getImageData(4, 4, 1, 1).data.slice(0, 3).join() : "";
  });
  const turns = async (wanted) => {
    for (let waited = 0; (await color()) !== wanted; waited += 50) {
      assert.ok(waited < PATIENCE, `the picture is not ${wanted}`);
      await page.waitForTimeout(50);
    }
  };
  await turns("255,0,0");
  await page.waitForTimeout(1000);
  for (const [name, wanted] of [["blue", "0,0,255"], ["lime", "0,255,0"]]) {
    await writeFile(at("content/notes/zebra/a square.svg"), square(name));
    await turns(wanted);
  }
  assert.equal((await state()).same, true, "a picture is swapped without a reload");

  await writeFile(at("content/notes/zebra/broken.md"), "---\ntitle: <img src=x onerror=alert(1)>\ndate: soon\n---\n\n[gone](nowhere.md)\n");
  await page.waitForSelector("[data-milepost=problems]", { timeout: PATIENCE });
  const problems = page.locator("[data-milepost=problems]");
  assert.equal(await problems.locator("img").count(), 0, "what a file says is no markup");
  assert.ok((await problems.locator("pre").count()) >= 1);
  assert.match(await problems.locator("button").first().textContent(), /Open content\/notes\/zebra\/broken\.md:\d+ in the editor/);
  await rm(at("content/notes/zebra/broken.md"));
  await page.waitForSelector("[data-milepost=problems]", { state: "detached", timeout: PATIENCE });
  assert.equal((await state()).same, true, "errors come and go without a reload");

  // Code and a formula that are new have their style and their buttons, without a reload.
  const fourth = "```rust\nfn fourth() {}\n```\n\n$$\nx^2\n$$\n\n" + "```rust\nfn fifth() {}\n```";
  await writeFile(at("content/notes/zebra/index.md"), NOTE.replace("first words", () => fourth));
  await comes(isThere, "fn fifth");
  await comes(() => document.querySelectorAll("main figure.code .copy").length === 2);
  await comes(() => document.querySelectorAll("main .math-block .copy").length === 1);
  assert.equal((await state()).same, true, "code and formulas come without a reload");
  const look = () => page.evaluate(() => {
    const style = (what) => getComputedStyle(document.querySelector(what));
    const code = style("main figure.code pre");
    return [code.padding, code.backgroundColor, style("main figure.code span.l, main figure.code pre span").color];
  });
  const came = await look();
  await page.reload();
  assert.deepEqual(came, await look(), "as on a page that is loaded");
  await page.waitForTimeout(1000);

  // A page that is not there yet comes, grows and goes in its own window, and is each time what the server has.
  const arrival = at("content/notes/arrival.md");
  const asSent = () => page.evaluate(async () => {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const blocks = (tree) => [...tree.querySelectorAll("main h1, main h2, main p, main li, main td, main label, footer")].map((one) => one.textContent).filter((text) => text !== "");
    return [blocks(document), blocks(fresh)];
  });
  await page.goto(`${origin}notes/arrival/`);
  await page.waitForTimeout(1000);
  await page.evaluate(() => { window.isSamePage = true; });
  const arrived = "---\ntitle: Arrival\ndate: 2026-01-02\n---\n\narrived words";
  for (const [text, wanted] of [
    [arrived, "arrived words"],
    [`${arrived}\n\nsecond\n\n## Third\n\n- fourth\n\n| a |\n| - |\n| fifth |`, "fifth"],
    [`${arrived}\n\nsecond\n\n## Third\n\n- fourth\n- sixth\n- seventh\n\n| a |\n| - |\n| fifth |\n| eighth |\n| ninth |`, "ninth"],
    [null, null],
    [arrived, "arrived words"],
  ]) {
    await (text === null ? rm(arrival) : writeFile(arrival, text));
    await comes((wanted) => document.querySelector("main").textContent.includes(wanted ?? "arrived") === (wanted !== null), wanted);
    let [shown, sent] = await asSent();
    // The whole site may be on its way.
    for (let waited = 0; waited < 3000 && shown.join() !== sent.join(); waited += 100) {
      await page.waitForTimeout(100);
      [shown, sent] = await asSent();
    }
    assert.deepEqual(shown, sent, `with ${wanted}`);
    assert.equal((await state()).same, true, `it comes and goes without a reload: ${wanted}`);
  }
  assert.equal(await page.evaluate(() => document.querySelectorAll('link[rel="stylesheet"]').length), 0, "styles came with the event");
  await rm(arrival);

  // What the reader has folded open, and what they have closed.
  await page.goto(`${origin}progress/`);
  await page.waitForTimeout(1000);
  const folds = () => page.evaluate(() => [window.isSamePage, ...[...document.querySelectorAll("main details")].map((one) => one.open)]);
  await page.evaluate(() => {
    window.isSamePage = true;
    for (const one of document.querySelectorAll("main details")) one.open = !one.open;
  });
  const folded = await folds();
  assert.ok(folded.length > 3);
  const plan = await readFile(at("plan.yaml"), "utf8");
  await writeFile(at("plan.yaml"), plan.replace(/^  title: AI\/ML.*$/m, "  title: Another title of the plan"));
  await comes(isThere, "Another title of the plan");
  assert.deepEqual(await folds(), folded);
  await writeFile(at("plan.yaml"), plan);
  assert.deepEqual(faults, []);
  await page.close();
}

/** The cockpit has no fault, fits, and its buttons work without JavaScript. */
async function theCockpitWorks() {
  const cockpit = new URL("/_owner/", origin).href;
  for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [390, "light"], [320, "dark"]]) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
    page.on("dialog", (dialog) => { faults.push(dialog.message()); void dialog.dismiss(); });
    await page.goto(cockpit);
    assert.deepEqual(faults, [], `${width} ${colorScheme}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, "nothing is wider than the screen");
    assert.equal(await page.evaluate(() => document.fonts.check("16px 'Milepost Sans'")), true);
    assert.equal(await page.locator("script, img, [style]").count(), 0);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
    await page.close();
  }
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(cockpit);
  const form = page.locator("li.line.is-planned:visible form").first();
  const id = await form.locator("input[name=id]").getAttribute("value");
  const before = await readFile(at("plan.yaml"), "utf8");
  await form.locator("button").press("Enter");
  assert.match(page.url(), new RegExp(`/_owner/\\?ticked=${id}#notice$`));
  assert.match(await page.locator("#notice").textContent(), /It does not count before it is proven\. Missing:/);
  assert.equal(await page.locator(`#step-${id}`).getAttribute("class"), "line is-claimed");
  await page.locator(`#step-${id} button`).press("Enter");
  assert.match(await page.locator("#notice").textContent(), /no longer declared done/);
  assert.equal(await readFile(at("plan.yaml"), "utf8"), before, "as it was");
  await context.close();
}
