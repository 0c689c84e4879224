// Holds the licences in docs/dependencies.md against those that the crates themselves declare.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", "--all-features"], { maxBuffer: 1 << 28 }),
);
const packages = new Map(metadata.packages.map((found) => [found.id, found]));
const root = packages.get(metadata.resolve.root);
const declared = new Map();
for (const dependency of root.dependencies) {
  const found = metadata.packages.filter(({ name }) => name === dependency.name);
  declared.set(dependency.rename ?? dependency.name, new Set(found.map(({ license }) => license)));
}
const wrong = [];
let rows = 0;
for (const line of readFileSync("docs/dependencies.md", "utf8").split("\n")) {
  const [, name, , licence] = line.split("|").map((cell) => cell.trim());
  if (!/^`[a-z0-9_-]+`$/.test(name ?? "")) continue;
  rows += 1;
  const licences = declared.get(name.slice(1, -1));
  if (!licences) wrong.push(`${name} is not in Cargo.toml`);
  else if (!licences.has(licence)) wrong.push(`${name} has the licence ${[...licences].join(" or ")}, not ${licence}`);
}
if (rows !== declared.size) wrong.push(`${rows} rows for ${declared.size} crates`);
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
console.log(`${rows} crates are as docs/dependencies.md says`);
