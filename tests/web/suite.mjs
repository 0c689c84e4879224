// Loads every page of a built site in headless Chromium and says what is wrong with each.

import { resolve } from "./pages.mjs";
import { inParallel, launch, openSite, pagesOf } from "./site.mjs";

const NARROW = { width: 320, height: 640 };
const PATIENCE = 15_000;

/**
 * Checks the site in `root` as it would be served at `address`: a base path such as `/repo/`, or the
 * whole URL, whose absolute form then counts as internal wherever a page writes it.
 *
 * Returns `{ pages, failures }`: the paths that were loaded, and `{ page, kind, cause }` of each fault.
 */
export async function check(root, address) {
  const world = await openSite(root, address);
  const browser = await launch();
  try {
    const pages = await pagesOf(world);
    const seen = await inParallel(pages, (page) => visit(browser, world, page));
    const failures = seen.flatMap((found) => found.failures);
    failures.push(...(await brokenLinks(world, seen)));
    return { pages: pages.map((page) => page.path), failures: inOrder(failures) };
  } finally {
    await browser.close();
    await world.close();
  }
}

/** Loads one page with and without JavaScript; returns its failures, links and fragment targets. */
async function visit(browser, world, page) {
  const result = { page, failures: [], links: new Set(), ids: new Set() };
  const fail = (kind, cause) => result.failures.push({ page: page.path, kind, cause });
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ viewport: NARROW, javaScriptEnabled, serviceWorkers: "block" });
    try {
      const tab = await context.newPage();
      const pending = await watch(context, tab, world, page, fail);
      await tab.goto(world.origin + page.path, { waitUntil: "load", timeout: PATIENCE });
      if (!(await settle(tab, world, page, pending, fail))) continue;
      const facts = await tab.evaluate(lookAround);
      if (!page.alias) judge(facts, javaScriptEnabled, fail);
      facts.links.forEach((link) => result.links.add(link));
      facts.hints.filter((hint) => isForeign(world, hint)).forEach((hint) => fail("third-party", `asks for ${hint}`));
      if (!javaScriptEnabled) facts.ids.forEach((id) => result.ids.add(id));
    } catch (error) {
      fail("load", `did not load: ${firstLine(error.message)}`);
    } finally {
      await context.close();
    }
  }
  return result;
}

/** Records what the page asks for and complains about from now on; returns the requests under way. */
async function watch(context, tab, world, page, fail) {
  const pending = new Set();
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (isForeign(world, url)) {
      fail("third-party", `requests ${url}`);
      return route.abort("blockedbyclient");
    }
    if (url.startsWith(world.origin)) return route.continue();
    // The published address of this very site, as an alias may write it.
    return route.fulfill({ status: 302, headers: { location: world.origin + url.slice(world.published.length) } });
  });
  tab.on("request", (request) => pending.add(request));
  tab.on("requestfinished", (request) => pending.delete(request));
  tab.on("response", (response) => {
    const url = response.url();
    const expected = url === world.origin + page.path ? page.status : 200;
    const status = response.status();
    const fine = status === expected || (expected === 200 && (response.ok() || status === 304));
    if (!fine && url.startsWith(world.origin)) fail("request", `${status} for ${shown(world, url)}`);
  });
  tab.on("requestfailed", (request) => {
    pending.delete(request);
    if (isForeign(world, request.url())) return;
    fail("request", `${request.failure()?.errorText} for ${shown(world, request.url())}`);
  });
  tab.on("pageerror", (error) => fail("page-error", firstLine(error.message)));
  tab.on("console", (message) => {
    const text = firstLine(message.text());
    if (!["error", "warning"].includes(message.type())) return;
    // Chromium repeats each failed request here; the handlers above have told it.
    if (text.startsWith("Failed to load resource")) return;
    fail(text.includes("Content Security Policy") ? "csp" : `console-${message.type()}`, text);
  });
  return pending;
}

/**
 * Waits until scripts had their turn and nothing is under way; follows an alias to where it leads.
 * Returns whether the tab stands on a page of the site.
 */
async function settle(tab, world, page, pending, fail) {
  if (page.alias) {
    await tab.waitForURL((url) => url.href !== world.origin + page.path, { timeout: 5_000 }).catch(() => {});
    const url = new URL(tab.url());
    const moved = url.origin === world.origin && url.pathname !== page.path;
    if (!moved || (await resolve(world.root, world.base, url.pathname)).status !== 200) {
      fail("alias", `does not lead to a page of the site but to ${shown(world, url.href)}`);
      return false;
    }
    await tab.waitForLoadState("load", { timeout: PATIENCE });
  }
  const patience = Date.now() + PATIENCE;
  do {
    await new Promise((done) => setTimeout(done, 100));
  } while (pending.size > 0 && Date.now() < patience);
  for (const request of pending) fail("request", `no answer for ${shown(world, request.url())}`);
  return true;
}

/** Runs in the page: everything that is judged outside it. */
function lookAround() {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const name = (element) =>
    element.tagName.toLowerCase() + [...element.classList].map((one) => `.${one}`).join("") + (element.id && `#${element.id}`);
  const wide = document.scrollingElement.scrollWidth > width
    ? [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 0.5 && !scrolls(one))
    : [];
  const absolute = (text) => {
    try {
      return new URL(text, document.baseURI).href;
    } catch {
      return text;
    }
  };
  const links = [];
  const hints = [];
  for (const element of document.querySelectorAll("[href], [src], [srcset], [poster], [data], [action]")) {
    for (const attribute of ["href", "src", "poster", "data", "action"]) {
      if (element.hasAttribute(attribute)) links.push(absolute(element.getAttribute(attribute)));
    }
    const candidates = (element.getAttribute("srcset") ?? "").matchAll(/([^\s,]\S*[^\s,])(\s+[^,]+)?(,|$)/g);
    links.push(...[...candidates].map(([, candidate]) => absolute(candidate)));
    if (/\b(icon|manifest|preconnect|dns-prefetch|preload|modulepreload|prefetch|prerender|stylesheet)\b/.test(element.rel)) {
      hints.push(element.href);
    }
  }
  return {
    hints,
    links,
    ids: [...document.querySelectorAll("[id], a[name]")].map((one) => one.id || one.name),
    h1: document.querySelector("h1")?.innerText.trim() ?? "",
    title: document.title.trim(),
    main: document.querySelector("main")?.innerText.trim() ?? "",
    overflow: document.scrollingElement.scrollWidth - width,
    widest: wide.length > 0 ? name(wide.at(-1)) : "",
  };
}

function judge(facts, javaScriptEnabled, fail) {
  if (!javaScriptEnabled) {
    if (facts.main === "") fail("no-script", "<main> is empty without JavaScript");
    return;
  }
  if (facts.h1 === "") fail("h1", "has no <h1> with text");
  if (facts.title === "") fail("title", "has no <title> with text");
  if (facts.overflow > 0) {
    fail("overflow", `is ${facts.overflow} px wider than ${NARROW.width} px${facts.widest && `, by ${facts.widest}`}`);
  }
}

/** Follows every internal link of every page to a file, and every fragment to an element. */
async function brokenLinks(world, seen) {
  const ids = new Map(seen.map((found) => [found.page.file, found.ids]));
  const failures = [];
  for (const { page, links } of seen) {
    for (const link of links) {
      const cause = await whyBroken(world, ids, page, link);
      if (cause) failures.push({ page: page.path, kind: "link", cause: `${cause}: ${shown(world, link)}` });
    }
  }
  return failures;
}

async function whyBroken(world, ids, page, link) {
  if (!URL.canParse(link)) return "not a URL";
  const url = new URL(link);
  if (url.origin !== world.origin && url.origin !== world.published) return null;
  const self = url.pathname === page.path;
  const found = await follow(world, url.pathname);
  if (!self && found.status !== 200) return url.pathname.startsWith(world.base) ? "leads nowhere" : "leaves the base path";
  const fragment = url.hash.slice(1).replace(/:~:.*$/, "");
  if (fragment === "" || fragment === "top") return null;
  const targets = ids.get(self ? page.file : found.file);
  return targets === undefined || targets.has(fragment) || targets.has(decoded(fragment)) ? null : "no such fragment";
}

async function follow({ root, base }, pathname) {
  const found = await resolve(root, base, pathname);
  return found.status === 301 ? resolve(root, base, found.location) : found;
}

const isForeign = ({ origin, published }, url) =>
  /^(https?|wss?):/.test(url) && ![origin, published].includes(new URL(url).origin);
const shown = ({ origin }, url) => (url.startsWith(origin) ? url.slice(origin.length) : url);
const firstLine = (text) => text.split("\n")[0];

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Sorts by page and drops repetitions: most faults show both with and without JavaScript. */
function inOrder(failures) {
  const unique = new Map(failures.map((one) => [`${one.page}\n${one.kind}\n${one.cause}`, one]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
