// node search-size.mjs SITE: says how large the index of a built site is, and what 100 queries load of it.

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { open } from "../../themes/default/assets/js/search.js";

const folder = path.join(process.argv[2] ?? "", "search");
const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".json"));
const kinds = new Map();
for (const name of names) {
  const kind = name.includes(path.sep) ? path.dirname(name) : "index";
  const { size } = await stat(path.join(folder, name));
  const known = kinds.get(kind) ?? { files: 0, bytes: 0, largest: 0 };
  kinds.set(kind, { files: known.files + 1, bytes: known.bytes + size, largest: Math.max(known.largest, size) });
}
console.log("kind          files      bytes    largest");
for (const [kind, { files, bytes, largest }] of kinds) {
  console.log(`${kind.padEnd(10)} ${String(files).padStart(8)} ${String(bytes).padStart(10)} ${String(largest).padStart(10)}`);
}

const root = names.find((name) => name.startsWith("index-"));
const json = async (name) => JSON.parse(await readFile(path.join(folder, name), "utf8"));
const groups = (await json(root)).groups;
// Words to ask for: titles of pages, evenly spread.
const titles = [];
let text = 0;
for (const { folder: group, hashes } of groups) {
  for (let file = 0; 3 * file < hashes.length; file++) {
    for (const page of await json(`${group}/${file}-${hashes.slice(3 * file, 3 * file + 3)}.json`)) {
      titles.push(page.title);
      text += page.passages.reduce((sum, [, heading, words]) => sum + heading.length + words.length, page.title.length);
    }
  }
}
console.log(`${titles.length} pages, ${text} characters of text`);

const figures = { first: [], later: [], zipped: [], requests: [], milliseconds: [] };
let found = 0, first = 0;
for (let number = 0; number < 100; number++) {
  const title = titles[Math.floor((number * titles.length) / 100)];
  const words = title.split(" ");
  const swapped = words[0].length > 4 ? words[0].slice(0, 2) + words[0][3] + words[0][2] + words[0].slice(4) : words[0];
  // In turn: one word, two words, the beginning of one, a mistyped one.
  const query = [`${words[0]} `, words.slice(0, 2).join(" "), words[0].slice(0, 4), `${swapped} `][number % 4];
  const loaded = new Map();
  const read = async (address) => {
    const bytes = await readFile(path.join(folder, address));
    loaded.set(address, bytes);
    return JSON.parse(bytes);
  };
  const begin = performance.now();
  const site = open(read, root, "");
  const { results } = await site.search(query);
  const shown = await Promise.all(results.slice(0, 6).map(({ page }) => site.show(page)));
  figures.milliseconds.push(performance.now() - begin);
  found += results.length > 0;
  first += shown.some((page) => page.title === title);
  const sum = (sizes) => sizes.reduce((all, size) => all + size, 0);
  figures.first.push(sum([...loaded.values()].map((bytes) => bytes.length)));
  figures.later.push(sum([...loaded].map(([name, bytes]) => (name === root ? 0 : bytes.length))));
  figures.zipped.push(sum([...loaded.values()].map((bytes) => gzipSync(bytes).length)));
  figures.requests.push(loaded.size);
}
console.log(`100 queries: ${found} found something, ${first} the page they were made of among the first six`);
console.log("                          min    median       max");
for (const [name, all] of Object.entries(figures)) {
  all.sort((a, b) => a - b);
  const shown = [all[0], all[50], all[99]].map((one) => String(Math.round(one)).padStart(9)).join(" ");
  console.log(`${({ first: "bytes, first query", later: "bytes, later query", zipped: "bytes, first, gzip" }[name] ?? name).padEnd(20)} ${shown}`);
}
