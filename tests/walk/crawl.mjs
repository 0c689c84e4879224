// A folder as a web server shows it, and a visitor who follows every link of it.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml", json: "application/json", xml: "application/xml" };

/** Serves `folder`, a clone, below `base` as GitHub Pages does: `x/` is `x/index.html`, `.git` is nobody's, all else is 404. */
export async function serveFolder(folder, base) {
  const server = createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const inner = asked.startsWith(base) ? asked.slice(base.length) : undefined;
    const file = inner === undefined || inner.split("/").some((part) => part === ".." || part === ".git") ? undefined : path.join(folder, inner, asked.endsWith("/") ? "index.html" : "");
    const isFile = file && (await stat(file).then((found) => found.isFile(), () => false));
    const body = await readFile(isFile ? file : path.join(folder, "404.html"));
    const type = TYPES[isFile ? path.extname(file).slice(1) : "html"] ?? "application/octet-stream";
    response.writeHead(isFile ? 200 : 404, { "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Every attribute of every tag; what looks like one inside of a value or of text is none. */
function* attributes(markup) {
  const part = String.raw`\s+([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?`;
  for (const [, inside] of markup.matchAll(new RegExp(`<[a-zA-Z][^\\s>/]*((?:${part})*)\\s*/?>`, "g")))
    for (const [, name, double, single, bare] of inside.matchAll(new RegExp(part, "g"))) yield { name: name.toLowerCase(), value: double ?? single ?? bare ?? "" };
}

/** The addresses in a page, feed or style sheet, and the ids that a page has. */
export function read(text, type) {
  const unescape = (value) => value.replaceAll("&amp;", "&").replaceAll("&#x2F;", "/").replaceAll("&#38;", "&").replaceAll("&quot;", '"');
  const found = [];
  if (type.includes("html") || type.includes("xml")) {
    const markup = text.replace(/<!--[\s\S]*?-->/g, "").replace(/<(script|code|pre)\b(?![^>]*\bsrc=)[\s\S]*?<\/\1>/g, "");
    for (const { name, value } of attributes(markup)) {
      if (["href", "src", "poster"].includes(name)) found.push(unescape(value));
      if (name === "srcset") found.push(...value.split(",").map((part) => unescape(part.trim().split(" ")[0])));
    }
    for (const [, address] of markup.matchAll(/<(?:loc|link)>([^<]*)</g)) found.push(unescape(address));
  }
  if (type.includes("css")) for (const [, address] of text.matchAll(/url\(["']?([^"')]+)["']?\)/g)) found.push(address);
  const ids = new Set([...attributes(text)].filter(({ name }) => name === "id").map(({ value }) => unescape(value)));
  return { found, ids };
}

/** Follows every link from `home`; what begins with `published` is the same site at its own address. */
export async function crawl(home, published) {
  const root = new URL(home);
  const seen = new Map();
  const broken = [];
  const fragments = [];
  const queue = [home];
  let links = 0;
  while (queue.length > 0) {
    const address = queue.pop();
    if (seen.has(address)) continue;
    const answer = await fetch(address);
    const type = answer.headers.get("content-type") ?? "";
    const text = /html|css|xml/.test(type) ? await answer.text() : (await answer.arrayBuffer(), "");
    const { found, ids } = answer.ok ? read(text, type) : { found: [], ids: new Set() };
    seen.set(address, { type, ids, ok: answer.ok });
    for (const href of found) {
      const here = href.startsWith(published) ? home + href.slice(published.length) : href;
      let target;
      try {
        target = new URL(here, address);
      } catch {
        broken.push(`${address}: ${href} is no address`);
        continue;
      }
      if (target.origin !== root.origin) continue;
      links += 1;
      const fragment = decodeURIComponent(target.hash.slice(1));
      target.hash = "";
      fragments.push([address, target.href, fragment]);
      queue.push(target.href);
    }
  }
  for (const [from, to, fragment] of fragments) {
    const there = seen.get(to);
    const inside = new URL(to).pathname.startsWith(root.pathname);
    if (!inside) broken.push(`${from}: ${to} leaves the site's path`);
    else if (!there.ok) broken.push(`${from}: ${to} is not there`);
    else if (fragment && fragment !== "top" && there.type.includes("html") && !there.ids.has(fragment)) broken.push(`${from}: ${to}#${fragment} has no such place`);
  }
  const pages = [...seen.values()].filter(({ type, ok }) => ok && type.includes("html")).length;
  return { pages, files: seen.size - pages, links, broken: [...new Set(broken)] };
}
