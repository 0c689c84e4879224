// node sheet.mjs DIR OUT [KIND…]: pictures of the sample journal in DIR, for people to look at: of each page, a sheet with
// four widths in light and dark, forced colours, and print; and every picture by itself in OUT/single/.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { SHOWN } from "./sample.mjs";
import { given, inParallel, launch, openSite } from "./site.mjs";

const WIDTHS = [360, 768, 1280, 1920];
const TALLEST = 3200;
const SCALE = 0.4;
// The width of A4 between margins of 16 mm.
const PAPER = 672;
const VARIANTS = [
  ...["light", "dark"].flatMap((scheme) => WIDTHS.map((width) => ({ name: `${width}-${scheme}`, width, media: { colorScheme: scheme } }))),
  { name: "1280-forced", width: 1280, media: { colorScheme: "dark", forcedColors: "active" } },
  // With a dark preference, as on the machine of who prints: print has to bring its own colours.
  { name: "print", width: PAPER, media: { colorScheme: "dark", media: "print" } },
];

/** Takes the pictures of one page; returns them with their sizes. */
async function picturesOf(browser, world, folder, [kind, page]) {
  const pictures = [];
  for (const { name, width, media } of VARIANTS) {
    const height = width < 700 ? 740 : 900;
    const context = await browser.newContext({ viewport: { width, height }, isMobile: width < 500, reducedMotion: "reduce", deviceScaleFactor: 1 });
    const tab = await context.newPage();
    await tab.emulateMedia(media);
    await tab.goto(`${world.origin}${world.base}${page}`, { waitUntil: "networkidle" });
    await tab.evaluate(() => document.fonts.ready.then(() => {}));
    const tall = await tab.evaluate(() => document.documentElement.scrollHeight);
    const file = path.join(folder, `${kind.replaceAll(" ", "-")}-${name}.png`);
    await tab.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(tall, TALLEST) } });
    pictures.push({ name, width, file, tall });
    await context.close();
  }
  return pictures;
}

/** Puts the pictures of a page onto one sheet. */
async function sheetOf(browser, kind, pictures, file) {
  const figures = await Promise.all(
    pictures.map(async ({ name, width, file, tall }) => {
      const data = (await readFile(file)).toString("base64");
      return `<figure><img alt="" width="${Math.round(width * SCALE)}" src="data:image/png;base64,${data}"><figcaption>${name}${tall > TALLEST ? `, ${tall} px in all` : ""}</figcaption></figure>`;
    }),
  );
  const rows = [figures.slice(0, 4), figures.slice(4, 8), figures.slice(8)].map((row) => `<div>${row.join("")}</div>`);
  const tab = await browser.newPage({ viewport: { width: 1860, height: 900 } });
  await tab.setContent(
    `<!doctype html><style>body{margin:24px;background:#c8ccd0;font:14px sans-serif}div{display:flex;gap:16px;align-items:start;margin-bottom:24px}figure{margin:0}img{display:block}</style><h1>${kind}</h1>${rows.join("")}`,
    { waitUntil: "load" },
  );
  await tab.screenshot({ path: file, fullPage: true });
  await tab.close();
}

const [root, out, ...wanted] = given("sheet.mjs DIR OUT");
const kinds = Object.entries(SHOWN).filter(([kind]) => wanted.length === 0 || wanted.includes(kind));
const single = path.join(out, "single");
await mkdir(single, { recursive: true });
// The base path is that which the pages were built for.
const home = await readFile(path.join(root, "index.html"), "utf8");
const address = /<link rel="canonical" href="([^"]+)"/.exec(home)[1];
const world = await openSite(root, address);
const browser = await launch();
try {
  await inParallel(kinds, async (entry) => {
    const pictures = await picturesOf(browser, world, single, entry);
    await sheetOf(browser, entry[0], pictures, path.join(out, `${entry[0].replaceAll(" ", "-")}.png`));
  });
} finally {
  await browser.close();
  await world.close();
}
const links = kinds.map(([kind]) => `<h2>${kind}</h2><img alt="" width="100%" src="${encodeURIComponent(kind.replaceAll(" ", "-"))}.png">`);
await writeFile(path.join(out, "index.html"), `<!doctype html><meta charset="utf-8"><title>Contact sheets</title>${links.join("")}\n`);
console.log(`${kinds.length} sheets in ${out}/, and ${kinds.length * VARIANTS.length} pictures in ${single}/`);
