// node data.mjs DIR ADDRESS: what the site in DIR says to programs is valid, and leads to what is there: feeds of both
// kinds, sitemap, robots.txt, JSON-LD of every page, résumés as JSON, badges.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { faultsOfAtom } from "./atom.mjs";
import { resolve } from "./pages.mjs";
import { faultsOfJsonFeed, faultsOfResume } from "./schemas.mjs";
import { filesOf, given, pagesOf, report } from "./site.mjs";
import { faultsOfSitemap } from "./sitemap.mjs";
import { vocabulary } from "./vocabulary.mjs";

/** Returns `{ checked, failures }` of the site in `root`, which is published at `address`, a whole URL. */
export async function data(root, address) {
  const { origin, pathname: base } = new URL(address);
  const site = { root: path.resolve(root), base, origin, address };
  // Whether an address leads to a file of the site; one of another site is not asked.
  site.leads = async (link) => {
    const url = new URL(link, address);
    return url.origin !== origin || (await resolve(site.root, base, url.pathname)).status === 200;
  };
  const failures = [];
  let checked = 0;
  const check = async (page, kind, judge) => {
    checked += 1;
    const faults = await Promise.resolve().then(judge).catch((error) => [error.message]);
    failures.push(...faults.map((cause) => ({ page, kind, cause: `${kind}: ${cause}` })));
  };
  const read = (file) => readFile(path.join(site.root, file), "utf8");

  for (const file of await filesOf(root, "feed.xml")) {
    await check(file, "atom", async () => faultsOfAtom(await read(file), address + file, site.leads));
  }
  for (const file of await filesOf(root, "feed.json")) {
    await check(file, "json-feed", async () => faultsOfJsonFeed(JSON.parse(await read(file)), address + file, site.leads));
  }
  for (const file of await filesOf(root, "resume.json")) {
    await check(file, "json-resume", async () => faultsOfResume(JSON.parse(await read(file))));
  }
  await check("sitemap.xml", "sitemap", async () => faultsOfSitemap(await read("sitemap.xml"), site, await publicPages(site)));
  await check("robots.txt", "robots", async () => faultsOfRobots(await read("robots.txt"), site));
  await linkedData(site, read, check);
  return { checked, failures };
}

/** Returns the addresses of the pages that a search engine may list. */
async function publicPages({ root, base, origin }) {
  const pages = (await pagesOf({ root, base })).filter(({ alias, status }) => !alias && status === 200);
  const listed = await Promise.all(pages.map(async ({ file, path }) => [origin + path, !isHidden(await readFile(file, "utf8"))]));
  return new Map(listed);
}

const isHidden = (html) => /<meta[^>]+name="?robots"?[^>]+noindex/i.test(html);

async function faultsOfRobots(text, { leads }) {
  const faults = [];
  const lines = text.split("\n").map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
  for (const line of lines.filter((line) => !/^(user-agent|allow|disallow|sitemap):\s*\S*$/i.test(line))) faults.push(`“${line}” is no rule`);
  if (lines.some((line) => /^disallow:\s*\/$/i.test(line))) faults.push("it forbids the whole site");
  const maps = lines.flatMap((line) => /^sitemap:\s*(\S+)$/i.exec(line)?.[1] ?? []);
  if (maps.length === 0) faults.push("it does not name the sitemap");
  for (const map of maps) if (!URL.canParse(map) || !(await leads(map))) faults.push(`${map} leads nowhere`);
  return faults;
}

/** Checks the JSON-LD of every page: it is there, is schema.org's, and refers only to what some page describes. */
async function linkedData(site, read, check) {
  const words = vocabulary();
  const pages = new Map();
  const described = new Set();
  for (const { file, alias } of await pagesOf(site)) {
    if (alias) continue;
    const name = path.relative(site.root, file);
    const html = await read(name);
    pages.set(name, [...html.matchAll(/<script[^>]*type="?application\/ld\+json"?[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text));
    for (const text of pages.get(name)) {
      try {
        walk(JSON.parse(text), (node) => node["@id"] && Object.keys(node).length > 1 && described.add(node["@id"]));
      } catch {
        // What cannot be parsed is said below.
      }
    }
  }
  for (const [name, texts] of pages) {
    await check(name, "json-ld", async () => {
      if (texts.length === 0) return ["it has none"];
      const faults = [];
      for (const data of texts.map((text) => JSON.parse(text))) {
        if (data["@context"] !== "https://schema.org") faults.push(`its context is ${data["@context"]}`);
        const links = [];
        walk(data, (node) => {
          if (node["@id"] && !described.has(node["@id"])) faults.push(`nothing describes ${node["@id"]}`);
          for (const value of ["url", "contentUrl", "image"].flatMap((name) => node[name] ?? [])) if (typeof value === "string") links.push(value);
        });
        for (const link of links) if (!URL.canParse(link) || !(await site.leads(link))) faults.push(`${link} leads nowhere`);
        for (const node of data["@graph"] ?? [data]) faults.push(...words.faultsOf(node));
      }
      return [...new Set(faults)];
    });
  }
}

function walk(value, see) {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) see(value);
  for (const inner of Object.values(value)) walk(inner, see);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, address] = given("data.mjs DIR ADDRESS");
  const { checked, failures } = await data(root, address);
  report(failures, checked);
}
