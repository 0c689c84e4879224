// Checks the checks: a site with one fault of each kind, and each must be seen where it is and nowhere else.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { resolve, serve } from "./pages.mjs";
import { check } from "./suite.mjs";

const BASE = "/repo/";
const PUBLISHED = "https://example.github.io/repo/";
const CSP = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`;

const page = ({ head = "", title = "<title>T</title>", h1 = "<h1>H</h1>", main = "text", body = "" } = {}) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${title}${head}</head>
<body>${h1}<main>${main}</main>${body}</body></html>`;
const alias = (target) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moved</title><link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url=${target}"></head><body><a href="${target}">Moved</a></body></html>`;

/** What each page of the bad site must be blamed for, by its file. */
const FAULTS = {
  "index.html": [page({ main: `<a id="here" href="#here">text</a> <a href="${PUBLISHED}long/">absolute</a>` }), []],
  "plain.html": [page({ main: `<a href="/repo/#here">a</a> <a href="/repo/long">redirected</a> <a href="#top">top</a>` }), []],
  "long/index.html": [page({ main: `<p id="ü">ok</p><a href="../#here">home</a> <a href="#%C3%BC">umlaut</a>` }), []],
  "strict/index.html": [page({ head: CSP, body: `<script src="/repo/good.js"></script>` }), []],
  "pictures/index.html": [page({ body: `<img alt="" src="/repo/dot.svg" srcset="/repo/dot.svg 1x, /repo/dot.svg 2x">` }), []],
  "scroller/index.html": [
    page({ main: `text <div style="overflow-x:auto"><div style="width:900px">scrolls</div></div>` }),
    [],
  ],
  "alias/index.html": [alias("/repo/long/"), []],
  "alias-published/index.html": [alias(`${PUBLISHED}long/`), []],
  "404.html": [page({ head: `<link rel="stylesheet" href="style.css">` }), ["link", "request"]],

  "alias-dead/index.html": [alias("/repo/gone/"), ["alias", "request"]],
  "alias-away/index.html": [alias("https://elsewhere.invalid/"), ["alias", "third-party"]],
  "console-error/index.html": [page({ body: `<script>console.error("no")</script>` }), ["console-error"]],
  "console-warning/index.html": [page({ body: `<script>console.warn("no")</script>` }), ["console-warning"]],
  "page-error/index.html": [page({ body: `<script>throw new Error("no")</script>` }), ["page-error"]],
  "rejection/index.html": [page({ body: `<script>Promise.reject(new Error("no"))</script>` }), ["page-error"]],
  "fetch/index.html": [page({ body: `<script>fetch("/repo/gone.json")</script>` }), ["request"]],
  "late-fetch/index.html": [
    page({ body: `<script>addEventListener("load", () => fetch("/repo/gone.json"))</script>` }),
    ["request"],
  ],
  "image/index.html": [page({ body: `<img alt="" src="gone.png">` }), ["link", "request"]],
  "srcset/index.html": [page({ body: `<img alt="" src="/repo/dot.svg" srcset="/repo/dot.svg 1x, gone.png 9x">` }), ["link"]],
  "script/index.html": [page({ body: `<script src="https://cdn.invalid/a.js"></script>` }), ["third-party"]],
  "beacon/index.html": [page({ body: `<script>navigator.sendBeacon("https://count.invalid/")</script>` }), ["third-party"]],
  "hint/index.html": [page({ head: `<link rel="preconnect" href="https://fonts.invalid">` }), ["third-party"]],
  "csp-script/index.html": [page({ head: CSP, body: `<script>document.title</script>` }), ["csp"]],
  "csp-style/index.html": [page({ head: CSP, main: `<b style="color:red">text</b>` }), ["csp"]],
  "wide/index.html": [page({ main: `<div class="slab" style="width:400px">text</div>` }), ["overflow"]],
  "clipped/index.html": [
    page({ head: "<style>body{overflow-x:hidden}</style>", main: `<div style="width:400px">text</div>` }),
    ["overflow"],
  ],
  "no-h1/index.html": [page({ h1: "<h1> </h1>" }), ["h1"]],
  "no-title/index.html": [page({ title: "" }), ["title"]],
  "dead-link/index.html": [page({ main: `<a href="../gone/">text</a>` }), ["link"]],
  "dead-absolute/index.html": [page({ main: `<a href="${PUBLISHED}gone/">text</a>` }), ["link"]],
  "dead-fragment/index.html": [page({ main: `<a href="#gone">text</a>` }), ["link"]],
  "dead-far-fragment/index.html": [page({ main: `<a href="../long/#gone">text</a>` }), ["link"]],
  "script-fragment/index.html": [
    page({ main: `<a href="#made">text</a>`, body: `<script>document.body.id = "made"</script>` }),
    ["link"],
  ],
  "leak/index.html": [page({ main: `<a href="/long/">text</a>` }), ["link"]],
  "not-a-url/index.html": [page({ main: `<a href="https://[">text</a>` }), ["link"]],
  "empty/index.html": [
    page({ main: "", body: `<script>document.querySelector("main").append("text")</script>` }),
    ["no-script"],
  ],
};
const OTHER = {
  "good.js": `document.querySelector("main").append(" and more");`,
  "dot.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>`,
};

const results = { passed: 0, failed: 0 };
async function expect(what, test) {
  try {
    await test();
    results.passed += 1;
  } catch (error) {
    results.failed += 1;
    console.log(`FAIL ${what}: ${error.message}`);
  }
}

const folder = await mkdtemp(path.join(tmpdir(), "milepost-selftest-"));
try {
  const root = path.join(folder, "site");
  const pages = Object.entries(FAULTS).map(([file, [html]]) => [file, html]);
  for (const [file, text] of [...pages, ...Object.entries(OTHER)]) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  await writeFile(path.join(folder, "secret.txt"), "secret");

  const seen = await check(root, PUBLISHED);
  for (const [file, [, expected]] of Object.entries(FAULTS)) {
    await expect(`${file} is judged`, () => {
      const address = file === "404.html" ? `${BASE}no-such-page/at/all/` : BASE + file.replace(/(^|\/)index\.html$/, "$1");
      assert.ok(seen.pages.includes(address), `${address} was not loaded`);
      const failures = seen.failures.filter((one) => one.page === address);
      const kinds = [...new Set(failures.map(({ kind }) => kind))].sort();
      assert.deepEqual(kinds, expected, JSON.stringify(failures));
    });
  }
  await expect("the widest element is named", () =>
    assert.ok(seen.failures.some(({ kind, cause }) => kind === "overflow" && cause.includes("div.slab"))));
  await expect("at another base path the same links break", async () => {
    const moved = await check(path.join(root, "long"), "/");
    assert.deepEqual(moved.failures.map(({ kind }) => kind), ["link"]);
  });
  await expect("a folder without pages has none", async () => {
    await mkdir(path.join(folder, "none"));
    assert.deepEqual((await check(path.join(folder, "none"), "/")).pages, []);
  });

  const status = async (pathname) => (await resolve(root, BASE, pathname)).status;
  for (const [pathname, expected] of [
    ["/repo/", 200],
    ["/repo/long/", 200],
    ["/repo/long", 301],
    ["/repo/plain", 200],
    ["/repo/plain.html", 200],
    ["/repo/plain/", 404],
    ["/repo/dot.svg/", 404],
    ["/repo", 404],
    ["/", 404],
    ["/repo/..%2fsecret.txt", 404],
    ["/repo/%00", 404],
    ["/repo/%ff", 404],
  ]) {
    await expect(`${pathname} is ${expected}`, async () => assert.equal(await status(pathname), expected));
  }

  const server = await serve(root, BASE);
  const get = (pathname) => fetch(server.origin + pathname, { redirect: "manual" });
  await expect("a folder redirects to its slash", async () =>
    assert.equal((await get("/repo/long?a=b")).headers.get("location"), "/repo/long/?a=b"));
  await expect("a missing page shows 404.html", async () => {
    const response = await get("/repo/gone");
    assert.equal(response.status, 404);
    assert.match(await response.text(), /style\.css/);
  });
  for (const [pathname, type] of [["/repo/", "text/html"], ["/repo/good.js", "application/javascript"], ["/repo/dot.svg", "image/svg+xml"]]) {
    await expect(`${pathname} is ${type}`, async () =>
      assert.ok((await get(pathname)).headers.get("content-type").startsWith(type)));
  }
  await server.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}

console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed > 0 ? 1 : 0;
