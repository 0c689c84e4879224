// node axe.mjs DIR ADDRESS [PATH…]: axe-core finds nothing on any page of the site in DIR, in light and dark, on a phone
// and on a desk, with everything that folds opened: WCAG 2.2 A, AA and AAA, and best practice. The contrast of text in
// drawings, which axe leaves open, is measured here.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { drawnText } from "./drawn.mjs";
import { given, inParallel, launch, openSite, pagesOf, report } from "./site.mjs";

const ENGINE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22a", "wcag22aa", "wcag22aaa", "best-practice"];
const SCREENS = [
  { width: 390, height: 844, isMobile: true, hasTouch: true },
  { width: 1280, height: 900, isMobile: false, hasTouch: false },
];
const SCHEMES = ["light", "dark"];
const PATIENCE = 30_000;

/**
 * Measures the pages of the site in `root` as served at `address`, or those of them that `wanted` names.
 *
 * Returns `{ pages, runs, drawn, undecided, failures }`; drawn are texts of drawings that were measured, undecided are
 * elements of which axe cannot say, such as text over a picture.
 */
export async function accessibility(root, address, wanted = []) {
  const world = await openSite(root, address);
  const browser = await launch();
  try {
    const engine = await readFile(ENGINE, "utf8");
    const pages = (await pagesOf(world)).filter(
      ({ path, alias }) => !alias && (wanted.length === 0 || wanted.includes(path.slice(world.base.length))),
    );
    const views = pages.flatMap((page) => SCREENS.map((screen) => ({ page, screen })));
    const seen = (await inParallel(views, (view) => look(browser, world, engine, view))).flat();
    return {
      pages: pages.map(({ path }) => path),
      runs: seen.length,
      drawn: seen.reduce((sum, { drawn }) => sum + drawn, 0),
      undecided: seen.reduce((sum, { undecided }) => sum + undecided, 0),
      failures: seen.flatMap(({ failures }) => failures),
    };
  } finally {
    await browser.close();
    await world.close();
  }
}

/** Loads a page once for a screen, and asks axe in each colour scheme. */
async function look(browser, world, engine, { page, screen }) {
  const { width, height, isMobile, hasTouch } = screen;
  const context = await browser.newContext({ viewport: { width, height }, isMobile, hasTouch, reducedMotion: "reduce", serviceWorkers: "block" });
  const results = [];
  try {
    const tab = await context.newPage();
    await tab.goto(world.origin + page.path, { waitUntil: "load", timeout: PATIENCE });
    // What is further down is laid out in the moments after that; before, its boxes have a height that is a guess.
    await tab.waitForFunction(() => !document.documentElement.classList.contains("later"), null, { timeout: PATIENCE, polling: 30 });
    await tab.evaluate(engine);
    for (const scheme of SCHEMES) {
      await tab.emulateMedia({ colorScheme: scheme });
      const found = await tab.evaluate(ask, TAGS);
      const { texts, faint } = await tab.evaluate(drawnText);
      const violations = [...found.violations, ...faint.map(({ said }) => ({ rule: "drawn-text", level: "wcag2aaa", said }))];
      const where = `${width} ${scheme}`;
      results.push({
        drawn: texts,
        undecided: found.undecided,
        failures: violations.map((cause) => ({ page: page.path, kind: cause.rule, cause: `${where}: ${cause.rule}, ${cause.level}: ${cause.said}` })),
      });
    }
  } catch (error) {
    results.push({ drawn: 0, undecided: 0, failures: [{ page: page.path, kind: "load", cause: `could not be measured: ${error.message.split("\n")[0]}` }] });
  } finally {
    await context.close();
  }
  return results;
}

/** Runs in the page. */
async function ask(tags) {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  // By name, because the rules of AAA and of target size are off until they are asked for.
  const settled = ({ tags }) => !tags.includes("experimental") && !tags.includes("deprecated");
  const rules = window.axe.getRules(tags).filter(settled).map(({ ruleId }) => ruleId);
  const { violations, incomplete } = await window.axe.run(document, {
    runOnly: { type: "rule", values: rules },
    resultTypes: ["violations", "incomplete"],
    elementRef: true,
  });
  // Those that `drawnText` decides.
  const isDrawn = (id, { element }) => id.startsWith("color-contrast") && element.closest("svg text") !== null;
  const level = (tags) => tags.filter((tag) => /^(wcag2\d?a+|best-practice)$/.test(tag)).join(" ");
  return {
    undecided: incomplete.reduce((sum, { id, nodes }) => sum + nodes.filter((node) => !isDrawn(id, node)).length, 0),
    violations: violations.map(({ id, tags, nodes }) => ({
      rule: id,
      level: level(tags),
      said: `${nodes.length} × ${nodes[0].target.join(" ")}: ${nodes[0].failureSummary.replace(/\s+/g, " ")}`,
    })),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, address, ...wanted] = given("axe.mjs DIR ADDRESS");
  const { pages, runs, drawn, undecided, failures } = await accessibility(root, address, wanted);
  console.log(`${runs} runs of axe on ${pages.length} pages, and ${drawn} measurements of text in drawings; on ${undecided} elements it could not decide`);
  report(failures, pages.length);
}
