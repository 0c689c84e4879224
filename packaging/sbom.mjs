// Prints a bill of materials (CycloneDX 1.6) of the program: every crate that is compiled into it for some target, with
// version, licence, SHA-256 of its source and what it depends on. `node packaging/sbom.mjs`
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--locked", "--format-version", "1"], { maxBuffer: 1 << 28 }),
);
const packages = new Map(metadata.packages.map((found) => [found.id, found]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));

// Cargo.lock has the checksums; what it says is what was compiled.
const checksums = new Map();
for (const block of readFileSync("Cargo.lock", "utf8").split("[[package]]")) {
  const value = (key) => block.match(new RegExp(`^${key} = "(.*)"$`, "m"))?.[1];
  checksums.set(`${value("name")} ${value("version")}`, value("checksum"));
}

// Tests and what only they need are not in the program.
const inProgram = (node) => node.deps.filter((dep) => dep.dep_kinds.some(({ kind }) => kind !== "dev")).map((dep) => dep.pkg);
const reached = new Set([metadata.resolve.root]);
for (const id of reached) inProgram(nodes.get(id)).forEach((next) => reached.add(next));

const purl = ({ name, version }) => `pkg:cargo/${name}@${encodeURIComponent(version)}`;
function component(found) {
  const checksum = checksums.get(`${found.name} ${found.version}`);
  return {
    type: found.id === metadata.resolve.root ? "application" : "library",
    "bom-ref": purl(found),
    name: found.name,
    version: found.version,
    ...(found.license && { licenses: [{ expression: found.license.replace("/", " OR ") }] }),
    ...(checksum && { hashes: [{ alg: "SHA-256", content: checksum }] }),
    purl: purl(found),
    ...(found.repository && { externalReferences: [{ type: "vcs", url: found.repository }] }),
  };
}

const byRef = (a, b) => (a["bom-ref"] ?? a.ref).localeCompare(b["bom-ref"] ?? b.ref, "en");
const root = packages.get(metadata.resolve.root);
const libraries = [...reached].filter((id) => id !== root.id).map((id) => component(packages.get(id)));
const missing = libraries.filter((library) => !library.hashes || !library.licenses);
if (missing.length > 0) {
  console.error(`without checksum or licence: ${missing.map((library) => library.purl).join(", ")}`);
  process.exit(1);
}
const bom = {
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: component(root) },
  components: libraries.sort(byRef),
  dependencies: [...reached]
    .map((id) => ({
      ref: purl(packages.get(id)),
      dependsOn: [...new Set(inProgram(nodes.get(id)).map((next) => purl(packages.get(next))))].sort(),
    }))
    .sort(byRef),
};
console.log(JSON.stringify(bom, null, 2));
