// Sitemaps, as https://www.sitemaps.org/protocol.html has them, and whether they list what may be found.

import { childrenOf, faultsOf, parse } from "./xml.mjs";

const SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";
const OFTEN = ["always", "hourly", "daily", "weekly", "monthly", "yearly", "never"];
const MOMENT = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;
const SHAPES = {
  urlset: { children: { url: "*" }, also: ({ children }) => (children.length > 0 && children.length <= 50_000 ? [] : [`has ${children.length} addresses`]) },
  url: { children: { loc: "1", lastmod: "?", changefreq: "?", priority: "?" } },
  loc: { text: (text) => /^https?:/.test(text) && URL.canParse(text) && text.length < 2048 },
  lastmod: { text: (text) => MOMENT.test(text) && !Number.isNaN(Date.parse(text)) },
  changefreq: { text: (text) => OFTEN.includes(text) },
  priority: { text: (text) => /^(0(\.\d+)?|1(\.0+)?)$/.test(text) },
};

/** Returns the faults of a sitemap; `pages` says of the address of each page whether search engines may list it. */
export async function faultsOfSitemap(text, { address, leads }, pages) {
  const map = parse(text);
  if (map.space !== SITEMAP || map.name !== "urlset") return ["it is no sitemap"];
  const faults = faultsOf(map, SHAPES);
  const listed = childrenOf(map, "url").map((url) => childrenOf(url, "loc")[0]?.text.trim() ?? "");
  if (new Set(listed).size < listed.length) faults.push("it lists an address twice");
  for (const link of listed) {
    if (!link.startsWith(address)) faults.push(`${link} is not of this site`);
    else if (!(await leads(link))) faults.push(`${link} leads nowhere`);
    else if (pages.get(link) === false) faults.push(`${link} is listed, and asks not to be`);
  }
  for (const [page, visible] of pages) if (visible && !listed.includes(page)) faults.push(`${page} is not listed`);
  return faults;
}
