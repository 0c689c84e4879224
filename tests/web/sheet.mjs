// node sheet.mjs DIR OUT [KIND…]: pictures of the sample journal in DIR, for people to look at: of each page, a sheet with
// four widths in light and dark, and with what else a page is seen with: more contrast, forced colours, less movement,
// 200 % zoom, no JavaScript, the focus of a keyboard, paper. Every picture is by itself in OUT/single/.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { SHOWN } from "./sample.mjs";
import { given, inParallel, launch, openSite } from "./site.mjs";

const WIDTHS = [360, 768, 1280, 1920];
const TALLEST = 3200;
const SCALE = 0.4;
// The width of A4 between margins of 16 mm.
const PAPER = 672;
const SCREENS = ["light", "dark"].flatMap((colorScheme) => WIDTHS.map((width) => ({ name: `${width}-${colorScheme}`, width, media: { colorScheme } })));
const OTHERS = [
  { name: "1280-contrast", media: { contrast: "more" } },
  { name: "1280-forced", media: { colorScheme: "dark", forcedColors: "active" } },
  { name: "1280-reduced", media: { reducedMotion: "reduce" } },
  { name: "1280-no-script", page: { javaScriptEnabled: false } },
  // A browser window of 1280 pixels in which everything is twice as large.
  { name: "1280-zoom-200", width: 640, page: { deviceScaleFactor: 2 } },
  { name: "1280-skip", keys: ["Tab"] },
  { name: "1280-focus", keys: ["Tab", "Enter", "Tab"] },
  { name: "360-focus", width: 360, keys: ["Tab", "Enter", "Tab"] },
  // With a dark preference, as on the machine of who prints: print has to bring its own colours.
  { name: "print", width: PAPER, media: { colorScheme: "dark", media: "print" } },
];
const VARIANTS = [...SCREENS, ...OTHERS];

/** Takes the pictures of one page; returns them with the width to show them in. */
async function picturesOf(browser, world, folder, [kind, page]) {
  const pictures = [];
  for (const { name, width = 1280, media = {}, page: how = {}, keys = [] } of VARIANTS) {
    const height = width < 700 ? 740 : 900;
    const context = await browser.newContext({ viewport: { width, height }, isMobile: width < 500, reducedMotion: "no-preference", deviceScaleFactor: 1, ...how });
    const tab = await context.newPage();
    await tab.emulateMedia({ colorScheme: "light", ...media });
    await tab.goto(`${world.origin}${world.base}${page}`, { waitUntil: "networkidle" });
    if (how.javaScriptEnabled !== false) await tab.evaluate(() => document.fonts.ready.then(() => {}));
    for (const key of keys) await tab.keyboard.press(key);
    // Pictures that wait until they are scrolled to would be missing.
    await tab.evaluate(() => document.querySelectorAll("img[loading=lazy]").forEach((img) => (img.loading = "eager")));
    await tab.waitForLoadState("networkidle");
    const tall = await tab.evaluate(() => document.documentElement.scrollHeight);
    const scale = how.deviceScaleFactor ?? 1;
    const file = path.join(folder, `${kind.replaceAll(" ", "-")}-${name}.png`);
    // Where a key was pressed, what it brought into view; else the whole page.
    const shown = keys.length > 0 ? {} : { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(tall, TALLEST / scale) } };
    await tab.screenshot({ path: file, ...shown });
    pictures.push({ name, width: width * scale, file, tall: keys.length > 0 ? height : tall * scale });
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
  const rows = [figures.slice(0, 4), figures.slice(4, 8), figures.slice(8, 12), figures.slice(12)].map((row) => `<div>${row.join("")}</div>`);
  const tab = await browser.newPage({ viewport: { width: 2140, height: 900 } });
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
