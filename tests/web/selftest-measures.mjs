// Checks what measures pages: a good page passes, and each fault that is planted in it is found and named.

import assert from "node:assert/strict";
import { accessibility } from "./axe.mjs";
import { conclude, expect } from "./expect.mjs";
import { planted, withSite } from "./planted.mjs";
import { sameBut } from "./same.mjs";
import { validity } from "./valid.mjs";
import { differences, table, tooHeavy, weigh } from "./weights.mjs";

const ADDRESS = "https://example.github.io/repo/";
const GOOD = {
  "index.html": `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Title</title>
<meta name="description" content="A page that is as it should be.">
<link rel="canonical" href="https://example.github.io/repo/">
<link rel="icon" href="/repo/dot.svg">
<link rel="stylesheet" href="/repo/style.css">
<script type="application/ld+json">{"@context": "https://schema.org"}</script>
<script src="/repo/script.js"></script>
</head>
<body>
<header><a href="#main">To the text</a></header>
<main id="main"><h1>Heading</h1><p class="text">Text that can be read.</p><svg viewBox="0 0 200 40" width="200" height="40" role="img" aria-label="Drawing"><path d="M0 0h200v40H0z" fill="none"/><text x="10" y="25" fill="currentColor">Drawn</text></svg><details><summary>More</summary><p class="fold">Folded</p></details><a class="button" href="/repo/">Home</a></main>
</body>
</html>
`,
  "style.css": `:root { color-scheme: light dark; color: light-dark(#000, #fff); background: light-dark(#fff, #000); }
a { display: inline-block; min-height: 48px; min-width: 48px; color: inherit; }
summary { min-height: 48px; }
@media (max-width: 500px) { .narrow { color: #888; } }
@page { margin: 2cm; }
@view-transition { navigation: auto; }
`,
  "script.js": `document.documentElement.dataset.script = "on";\n`,
  "dot.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n`,
};

/** File, text, what stands in its place, where it is found, and what has to be said. */
const INVALID = [
  ["index.html", "<h1>Heading</h1>", "<h1>Heading</h2>", /line 16: End tag/],
  ["index.html", "<h1>Heading</h1>", `<h1 id="main">Heading</h1>`, /Duplicate ID/],
  ["index.html", `<p class="text">`, `<p class="text" align="left">`, /align/],
  ["index.html", "<header>", `<header role="banner">`, /warning.*unnecessary/i],
  ["index.html", `"/repo/style.css"`, `"https://elsewhere.invalid/style.css"`, /Content Security Policy/],
  ["index.html", `<script src`, `<script>document.title</script><script src`, /Content Security Policy/],
  ["style.css", "color: inherit", "colour: inherit", /colour/],
  ["style.css", "min-height: 48px", "min-height: 48", /min-height/],
  ["style.css", "color: inherit; }", "color: inherit;", /./],
  ["style.css", "@view-transition", "@view-transitions", /@view-transitions/],
  ["style.css", "navigation: auto", "navigation: sometimes", /navigation/],
  // The Nu checker lets this pass, and css-tree does not.
  ["style.css", "@page", "a { color: light-dark(#000); }\n@page", /light-dark/],
  ["dot.svg", "<path", "<pith", /pith/],
  ["dot.svg", "</svg>", "", /./],
];
await expect("a valid site passes", () =>
  withSite(GOOD, async (root) => assert.deepEqual(await validity(root, ADDRESS), { checked: 3, failures: [] })));
// One site with a folder for each fault, because a checker takes seconds to begin.
const inFolder = (files, folder) => Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
const invalid = INVALID.map(([name, from, to], at) => inFolder({ [name]: planted(GOOD, name, from, to)[name] }, `f${at}`));
const { failures: invalidities } = await withSite(Object.assign({}, GOOD, ...invalid), (root) => validity(root, ADDRESS));
for (const [at, [name, from, to, said]] of INVALID.entries()) {
  await expect(`${name} with ${to || `no ${from}`} is invalid`, () => {
    const found = invalidities.filter(({ page }) => page === `f${at}/${name}`);
    assert.ok(found.some(({ cause }) => said.test(cause)), JSON.stringify(found));
  });
}
await expect("only faulty files are invalid", () => assert.deepEqual(invalidities.filter(({ page }) => !/^f\d/.test(page)), []));

const INACCESSIBLE = [
  // A: an image without words. AA: too little contrast, also in one scheme, on one screen and where it is folded.
  ["index.html", "</main>", `<img src="/repo/dot.svg"></main>`, "image-alt", 4],
  ["style.css", "@page", ".text { color: #888; }\n@page", "color-contrast", 2],
  ["style.css", "@page", ".text { color: light-dark(#000, #333); }\n@page", "color-contrast", 2],
  ["index.html", `class="text"`, `class="text narrow"`, "color-contrast", 1],
  ["style.css", "@page", ".fold { color: light-dark(#aaa, #fff); }\n@page", "color-contrast", 2],
  // AAA: enough for AA only. WCAG 2.2: targets that are too small. Best practice: text outside of any landmark.
  ["style.css", "@page", ".text { color: light-dark(#666, #fff); }\n@page", "color-contrast-enhanced", 2],
  ["index.html", "</main>", `<button class="s"></button><button class="s">b</button></main>`, "button-name", 4],
  ["index.html", "</header>", "</header><p>Outside</p>", "region", 4],
  // Text in a drawing, on a shape and, in one scheme, on the page.
  ["index.html", `fill="none"`, `fill="#888"`, "drawn-text", 4],
  ["index.html", `fill="currentColor"`, `fill="#333"`, "drawn-text", 2],
  ["index.html", ` lang="en"`, "", "html-has-lang", 4],
];
await expect("an accessible page passes", () =>
  withSite(GOOD, async (root) => {
    const { pages, runs, failures } = await accessibility(root, ADDRESS);
    assert.deepEqual([pages, runs, failures], [["/repo/"], 4, []]);
  }));
const inaccessible = INACCESSIBLE.map(([name, from, to], at) => {
  const files = planted(GOOD, name, from, to);
  return inFolder({ ...files, "index.html": files["index.html"].replace("/repo/style.css", `/repo/f${at}/style.css`) }, `f${at}`);
});
const { failures: barriers } = await withSite(Object.assign({}, GOOD, ...inaccessible), (root) => accessibility(root, ADDRESS));
for (const [at, [name, from, to, rule, least]] of INACCESSIBLE.entries()) {
  await expect(`${name} with ${to || `no ${from}`} breaks ${rule}`, () => {
    const found = barriers.filter(({ page }) => page === `/repo/f${at}/`);
    assert.ok(found.filter(({ kind }) => kind === rule).length >= least, JSON.stringify(found));
  });
}
await expect("small targets are found", () =>
  withSite(
    planted(planted(GOOD, "index.html", "</main>", `<button>a</button><button>b</button></main>`), "style.css", "@page", "button { all: unset; font-size: 8px; width: 9px; height: 9px; display: inline-block; overflow: hidden; }\n@page"),
    async (root) => assert.ok((await accessibility(root, ADDRESS)).failures.some(({ kind }) => kind === "target-size")),
  ));
await expect("only pages that are named are measured", () =>
  withSite({ ...GOOD, "other/index.html": GOOD["index.html"] }, async (root) =>
    assert.deepEqual((await accessibility(root, ADDRESS, ["other/"])).pages, ["/repo/other/"])));

await expect("a page is weighed by kind, and the table is held to it", () =>
  withSite(GOOD, async (root) => {
    const [row] = await weigh(root, ADDRESS, { home: "" });
    assert.equal(row.sizes.CSS.raw, GOOD["style.css"].length);
    assert.ok(row.sizes.CSS.sent > 0 && row.sizes.CSS.sent < row.sizes.CSS.raw);
    assert.equal(row.sizes.HTML.raw, GOOD["index.html"].length);
    assert.equal(row.total.raw, ["index.html", "style.css", "script.js"].reduce((sum, name) => sum + GOOD[name].length, 0));
    assert.deepEqual(tooHeavy([row]), []);
    assert.equal(tooHeavy([row], { page: 1 << 20, home: row.total.sent - 1, JavaScript: 1 << 20 }).length, 1);
    assert.equal(tooHeavy([row], { page: 1 << 20, JavaScript: 10 }).length, 1);
    const text = `<!-- weights: begin -->\n${table([row])}\n<!-- weights: end -->`;
    assert.deepEqual(differences(text, [row]), []);
    const grown = structuredClone(row);
    grown.sizes.fonts.sent += 3000;
    grown.sizes.fonts.raw += 3000;
    assert.equal(differences(text, [grown]).length, 1);
    assert.equal(differences(text, [{ ...row, requests: row.requests + 1 }]).length, 1);
    assert.equal(differences(text, [{ ...row, kind: "post" }]).length, 1);
    assert.equal(differences("no table", [row]).length, 1);
  }));

const files = (base, address) => ({
  "index.html": `<a href="${base}p/">p</a> <a href="${address}p/">p</a> at ${address.slice(8, -1)}, /repo/`,
  "search/index-abc123.json": base,
  "search/notes/0-xyz.json": `{"url":"p/"}`,
  "og.png": base,
});
const other = "https://example.github.io/";
for (const [what, change, kinds] of [
  ["two builds are the same but for addresses", (all) => all, []],
  ["a word more is seen", (all) => planted(all, "index.html", "at", "at home"), ["different"]],
  ["an address of the other is seen", (all) => planted(all, "index.html", `href="/p/"`, `href="/repo/p/x"`), ["different"]],
  ["a file less is seen", ({ "og.png": _, ...all }) => all, ["lacking"]],
  ["a file of the search is seen", (all) => planted(all, "search/notes/0-xyz.json", "p/", "q/"), ["different"]],
]) {
  await expect(what, () =>
    withSite(files("/repo/", ADDRESS), (one) =>
      withSite(change(files("/", other)), async (two) =>
        assert.deepEqual((await sameBut([one, ADDRESS], [two, other])).failures.map(({ kind }) => kind), kinds))));
}

conclude();
