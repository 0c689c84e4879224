// node same.mjs DIR ADDRESS DIR ADDRESS: two builds of one journal for two addresses differ in the addresses and
// in nothing else, so that what is measured of one holds for the other.
//
// Compared are the bytes of all files without their addresses. Not compared, but there in both, are files that are made of
// addresses: cards, which draw them, the index of the search and the manifest, which have hashes of other files. The files
// of the search are named by such hashes, and are compared as a heap.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { filesOf, given, report } from "./site.mjs";

const MADE_OF_ADDRESSES = /^build-manifest\.json$|^og\.png$|^og\/.*\.png$|^search\/index-[^/]*\.json$/;
const HEAP = /^search\/.*\.json$/;

/** Returns `{ checked, failures }`; each site is `[root, address]`. */
export async function sameBut(one, other) {
  const base = [one, other].map(([, address]) => new URL(address).pathname).sort((a, b) => b.length - a.length)[0];
  const [a, b] = await Promise.all([one, other].map((site) => contents(site, base)));
  const failures = [];
  for (const name of [...new Set([...a.keys(), ...b.keys()])].sort()) {
    if (!a.has(name) || !b.has(name)) failures.push({ page: name, kind: "lacking", cause: `is only in ${a.has(name) ? one[0] : other[0]}` });
    else if (a.get(name) !== b.get(name)) failures.push({ page: name, kind: "different", cause: "differs by more than addresses" });
  }
  return { checked: a.size, failures };
}

/** Returns a hash of each file with its addresses taken out, by name. */
async function contents([root, address], base) {
  const found = new Map();
  const heap = [];
  for (const name of await filesOf(root, "")) {
    const bytes = await readFile(path.join(root, name)).catch((error) => (error.code === "EISDIR" ? null : Promise.reject(error)));
    if (bytes === null) continue;
    const hash = createHash("sha256").update(withoutAddress(bytes.toString("latin1"), address, base)).digest("hex");
    if (MADE_OF_ADDRESSES.test(name)) found.set(name.replace(/index-.*/, "index.json"), "");
    else if (HEAP.test(name)) heap.push(`${path.dirname(name)} ${hash}`);
    else found.set(name, hash);
  }
  heap.sort().forEach((entry, at) => found.set(`${entry.split(" ")[0]}, file ${at}`, entry));
  return found;
}

/** Takes out the address of the site, and the longer of the two base paths, so that it may stand in the text of either. */
function withoutAddress(text, address, base) {
  const { host, pathname } = new URL(address);
  return text
    .replaceAll(`${host}${pathname}`.replace(/\/$/, ""), "HOST")
    .replaceAll(base, "/")
    .replaceAll(/search\/index-[0-9a-z]+\.json/g, "search/index.json");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, address, otherRoot, otherAddress] = given("same.mjs DIR ADDRESS DIR ADDRESS");
  const { checked, failures } = await sameBut([root, address], [otherRoot, otherAddress]);
  report(failures, checked);
}
