// A built site as the checks see it: where it is served, which pages it has, and the browser that looks at them.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./pages.mjs";

export const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AT_ONCE = 2;
// A path that no site has, deep enough that a relative reference in 404.html shows as broken.
const NOWHERE = "no-such-page/at/all/";

/** Starts the browser of this machine. */
export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/**
 * Serves the site in `root` as at `address`: a base path such as `/repo/`, or the whole URL.
 *
 * Returns `{ root, base, origin, published, close }`: `published` is the origin that its pages were built for, which is
 * not where they are served.
 */
export async function openSite(root, address) {
  const site = new URL(address, "https://site.invalid");
  const base = site.pathname.endsWith("/") ? site.pathname : `${site.pathname}/`;
  const folder = path.resolve(root);
  const server = await serve(folder, base);
  return { root: folder, base, origin: server.origin, published: site.origin, close: server.close };
}

/** Lists the HTML files of the site: `{ file, path, status, alias }`, sorted by path. */
export async function pagesOf({ root, base }) {
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith(".html"));
  const pages = files.map(async (name) => {
    const file = path.join(root, name);
    const parts = name.split(path.sep).map(encodeURIComponent).join("/");
    const alias = /<meta[^>]+http-equiv=["']?refresh\b/i.test(await readFile(file, "utf8"));
    if (name === "404.html") return { file, path: base + NOWHERE, status: 404, alias };
    return { file, path: base + parts.replace(/(^|\/)index\.html$/, "$1"), status: 200, alias };
  });
  return (await Promise.all(pages)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Lists the files below `root` whose names end with one of `endings`, sorted, with slashes. */
export async function filesOf(root, ...endings) {
  const names = await readdir(root, { recursive: true });
  const slashed = names.map((name) => name.split(path.sep).join("/"));
  return slashed.filter((name) => endings.some((ending) => name.endsWith(ending))).sort();
}

/** Runs `work` on each of `items`, as many at once as a small machine can; returns the results in order. */
export async function inParallel(items, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** Returns the arguments that the program was called with; ends it with its usage if there are too few. */
export function given(usage) {
  const wanted = usage.split(" ").filter((word) => /^[A-Z]+$/.test(word)).length;
  const found = process.argv.slice(2);
  if (found.length < wanted) {
    console.error(`usage: node ${usage}`);
    process.exit(2);
  }
  return found;
}

/** Prints `{ page, cause }` of each failure, and how many of the `checked` things passed; none checked is a failure. */
export function report(failures, checked) {
  for (const { page, cause } of failures) console.log(`FAIL ${page} ${cause}`);
  if (checked === 0) console.log("FAIL there was nothing to check");
  const failed = Math.max(new Set(failures.map(({ page }) => page)).size, checked === 0 ? 1 : 0);
  console.log(`${Math.max(0, checked - failed)} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
