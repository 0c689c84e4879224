// Checks data.mjs: a site whose feeds, sitemap and structured data are right, and then with one fault at a time.

import assert from "node:assert/strict";
import { data } from "./data.mjs";
import { conclude, expect } from "./expect.mjs";
import { planted, withSite } from "./planted.mjs";
import { vocabulary } from "./vocabulary.mjs";

const ADDRESS = "https://example.github.io/repo/";
const page = (graph, head = "") =>
  `<!doctype html><html lang="en"><head><title>T</title>${head}<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@graph": graph })}</script></head><body></body></html>`;
const website = { "@type": "WebSite", "@id": `${ADDRESS}#website`, url: ADDRESS, name: "N" };
const post = {
  "@type": "BlogPosting",
  headline: "P",
  datePublished: "2026-11-01T00:00:00+01:00",
  isPartOf: { "@id": `${ADDRESS}#website` },
  author: { "@type": "Person", name: "N", url: ADDRESS },
  image: { "@type": "ImageObject", url: `${ADDRESS}card.png`, width: 1200 },
};
const GOOD = {
  "index.html": page([website]),
  "p/index.html": page([post]),
  "hidden/index.html": page([website], `<meta name="robots" content="noindex">`),
  "old/index.html": `<!doctype html><meta http-equiv="refresh" content="0; url=/repo/p/">`,
  "404.html": page([website]),
  "card.png": "",
  "robots.txt": `User-agent: *\nAllow: /\n# all\nSitemap: ${ADDRESS}sitemap.xml\n`,
  "sitemap.xml": `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${ADDRESS}</loc><lastmod>2026-11-01</lastmod></url><url><loc>${ADDRESS}p/</loc></url></urlset>`,
  "resume.json": JSON.stringify({ basics: { name: "N", url: ADDRESS }, work: [{ name: "W", startDate: "2022-03" }] }),
  "feed.json": JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "F",
    home_page_url: ADDRESS,
    feed_url: `${ADDRESS}feed.json`,
    _extra: 1,
    items: [
      { id: "2", url: `${ADDRESS}p/`, content_html: `<a href="${ADDRESS}">a</a>`, date_published: "2026-11-02T00:00:00Z" },
      { id: "1", url: ADDRESS, content_text: "t", date_published: "2026-11-01T00:00:00Z" },
    ],
  }),
  "feed.xml": `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>F</title>
<link rel="self" href="${ADDRESS}feed.xml"/><link href="${ADDRESS}"/><id>${ADDRESS}feed.xml</id><updated>2026-11-02T00:00:00Z</updated><author><name>N</name></author>
<entry><title>B</title><id>urn:x:2</id><updated>2026-11-02T00:00:00Z</updated><link href="${ADDRESS}p/"/><content type="html">&lt;a href="${ADDRESS}"&gt;a&lt;/a&gt;</content></entry>
<entry><title>A</title><id>urn:x:1</id><updated>2026-11-01T00:00:00Z</updated><link href="${ADDRESS}"/><summary>s</summary></entry></feed>`,
};

/** File, text, what stands in its place, and what has to be said of it. */
const FAULTS = [
  ["feed.xml", "</feed>", "", /unclosed tag/],
  ["feed.xml", "2005/Atom", "2005/atom", /no feed of Atom/],
  ["feed.xml", "<title>F</title>", "", /0 of the element title/],
  ["feed.xml", "<title>F</title>", "<title>F</title><title>G</title>", /2 of the element title/],
  ["feed.xml", "<title>B</title>", "<title></title>", /title is empty/],
  ["feed.xml", "<author><name>N</name></author>", "", /has no author/],
  ["feed.xml", "<name>N</name>", "<email>n</email><name>N</name>", /email has the text/],
  ["feed.xml", "<title>B</title>", "<title>B</title><guid>x</guid>", /may not have the element guid/],
  ["feed.xml", "<title>B</title>", `<title type="markdown">B</title>`, /has type="markdown"/],
  ["feed.xml", "<title>B</title>", "<title>B</title><link/>", /0 of the attribute href/],
  ["feed.xml", "<title>B</title>", `<title>B</title><link href="${ADDRESS}"/>`, /two alternate links/],
  ["feed.xml", "<title>B</title>", "<title>B</title>stray", /has the text “stray”/],
  ["feed.xml", "<updated>2026-11-01T00:00:00Z", "<updated>2026-11-01", /updated has the text/],
  ["feed.xml", "<summary>s</summary>", `<summary type="xhtml">s</summary>`, /is not one <div>/],
  ["feed.xml", "urn:x:1", "urn:x:2", /two entries have one id/],
  ["feed.xml", "urn:x:1", "one", /id has the text “one”/],
  ["feed.xml", `href="${ADDRESS}p/"`, `href="${ADDRESS}gone/"`, /gone\/ leads nowhere/],
  ["feed.xml", `rel="self" href="${ADDRESS}feed.xml"`, `rel="self" href="${ADDRESS}"`, /rel self is not/],
  ["feed.xml", `&lt;a href="${ADDRESS}"`, `&lt;a href="/p/"`, /only its page understands: \/p\//],
  ["feed.xml", `&lt;a href`, `&lt;script&gt;&lt;a href`, /scripts or frames/],
  ["feed.xml", "<updated>2026-11-01T00:00:00Z", "<updated>2026-11-03T00:00:00Z", /not newest first/],
  ["feed.xml", `<updated>2026-11-02T00:00:00Z</updated><author>`, "<updated>2026-11-01T00:00:00Z</updated><author>", /older than its newest entry/],
  ["feed.json", "version/1.1", "version/2", /must be equal to constant/],
  ["feed.json", `"title":"F",`, "", /required property 'title'/],
  ["feed.json", `"id":"1"`, `"id":1`, /id must be string/],
  ["feed.json", `"content_text":"t",`, "", /content_html/],
  ["feed.json", `"_extra"`, `"extra"`, /additional properties/],
  ["feed.json", "2026-11-01T00:00:00Z", "1 November", /date-time/],
  ["feed.json", "2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z", /not newest first/],
  ["feed.json", `${ADDRESS}p/`, `${ADDRESS}gone/`, /gone\/ leads nowhere/],
  ["feed.json", "feed.json", "other.json", /its feed_url is not/],
  ["resume.json", `"2022-03"`, `"March 2022"`, /startDate must match/],
  ["resume.json", `"work":[`, `"work":{"a":[`, /JSON/],
  ["resume.json", `"work":[{"name":"W","startDate":"2022-03"}]`, `"work":{}`, /work must be array/],
  ["resume.json", `"name":"N",`, "", /no name/],
  ["sitemap.xml", "<loc>", "<loc>x", /loc has the text/],
  ["sitemap.xml", "0.9", "0.8", /no sitemap/],
  ["sitemap.xml", "2026-11-01", "yesterday", /lastmod has the text/],
  ["sitemap.xml", "<lastmod>2026-11-01</lastmod>", "<priority>2</priority>", /priority has the text/],
  ["sitemap.xml", `<url><loc>${ADDRESS}p/</loc></url>`, "", /p\/ is not listed/],
  ["sitemap.xml", `${ADDRESS}p/`, ADDRESS, /an address twice/],
  ["sitemap.xml", `${ADDRESS}p/`, `${ADDRESS}gone/`, /gone\/ leads nowhere/],
  ["sitemap.xml", `${ADDRESS}p/`, `${ADDRESS}hidden/`, /asks not to be/],
  ["sitemap.xml", `${ADDRESS}p/`, "https://elsewhere.invalid/", /not of this site/],
  ["robots.txt", "Allow: /", "Disallow: /", /forbids the whole site/],
  ["robots.txt", "Allow: /", "Permit: /", /is no rule/],
  ["robots.txt", /Sitemap.*/, "", /does not name the sitemap/],
  ["robots.txt", "sitemap.xml", "map.xml", /map.xml leads nowhere/],
  ["p/index.html", `"headline"`, `"heading"`, /no property heading/],
  ["p/index.html", "BlogPosting", "BlogPost", /none of schema.org/],
  ["p/index.html", `"Person"`, `"Place"`, /is a Place, and may be/],
  ["p/index.html", "2026-11-01T", "1.11.2026 ", /datePublished is/],
  ["p/index.html", `"width":1200`, `"width":true`, /width is true/],
  ["p/index.html", "#website", "#site", /nothing describes/],
  ["p/index.html", "card.png", "gone.png", /gone.png leads nowhere/],
  ["p/index.html", `"https://schema.org"`, `"https://schema.com"`, /its context is/],
  ["p/index.html", `{"@context"`, `{{"@context"`, /JSON/],
  ["p/index.html", "application/ld+json", "text/plain", /it has none/],
];

await expect("what is right passes", () =>
  withSite(GOOD, async (root) => {
    const { checked, failures } = await data(root, ADDRESS);
    assert.deepEqual(failures, []);
    assert.equal(checked, 9);
  }));
for (const [name, from, to, said] of FAULTS) {
  await expect(`${name} with ${to || `no ${from}`}`, () =>
    withSite(planted(GOOD, name, from, to), async (root) => {
      const { failures } = await data(root, ADDRESS);
      assert.ok(failures.some(({ page, cause }) => page === name && said.test(cause)), JSON.stringify(failures));
      assert.ok(failures.every(({ page }) => page === name), JSON.stringify(failures));
    }));
}
for (const missing of ["sitemap.xml", "robots.txt"]) {
  await expect(`without ${missing}`, () =>
    withSite(Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== missing)), async (root) => {
      const { failures } = await data(root, ADDRESS);
      assert.ok(failures.some(({ page, cause }) => page === missing && /ENOENT/.test(cause)), JSON.stringify(failures));
    }));
}
await expect("the vocabulary was read", () => {
  const { known, faultsOf } = vocabulary();
  for (const type of ["WebSite", "ProfilePage", "BreadcrumbList", "LearningResource", "EducationalOccupationalCredential", "SoftwareSourceCode"]) assert.ok(known(type), type);
  assert.ok(!known("Milepost"));
  assert.deepEqual(faultsOf({ "@type": "Event", eventStatus: "https://schema.org/EventCancelled" }), []);
  assert.equal(faultsOf({ "@type": "Event", eventStatus: "over" }).length, 1);
});

conclude();
