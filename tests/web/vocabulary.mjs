// Schema.org as `schema-dts` has it: which types there are, what each may have, and of which kind its values are.
//
// The package is a file of TypeScript types, made from the vocabulary by a program and therefore regular enough to be read
// line by line; that it was read is checked by `selftest.mjs`, with what must and must not be found in it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const TYPES = createRequire(import.meta.url).resolve("schema-dts");
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
const TEXTS = new Set(["Text", "CssSelectorType", "PronounceableText", "XPathType", "string"]);
const NUMBERS = new Set(["Number", "Integer", "Float", "number"]);
const MOMENTS = new Set(["Date", "DateTime"]);

/** Reads the vocabulary: `{ known, faultsOf }`. */
export function vocabulary() {
  const { parents, properties, unions } = parse(readFileSync(TYPES.replace(/\.js$/, ".d.ts"), "utf8"));
  const lineage = (type, found = new Set()) => {
    if (found.has(type)) return found;
    found.add(type);
    for (const parent of parents.get(type) ?? []) lineage(parent, found);
    return found;
  };
  const rangeOf = (types, property) => {
    for (const type of types.flatMap((one) => [...lineage(one)])) {
      const range = properties.get(type)?.get(property);
      if (range) return range;
    }
    return undefined;
  };
  const known = (type) => parents.has(type);

  /** Returns what is wrong with a value of JSON-LD, as lines that begin with the way to it. */
  function faultsOf(node, way = "") {
    if (!node["@type"]) return Object.keys(node).join() === "@id" ? [] : [`${way || "a node"} has no @type`];
    const types = [node["@type"]].flat();
    const unknown = types.filter((type) => !known(type));
    if (unknown.length > 0) return [`${way} has the type ${unknown}, which is none of schema.org`];
    const here = `${way}${way && " "}${types}`;
    return Object.entries(node).filter(([name]) => !name.startsWith("@")).flatMap(([name, value]) => {
      const range = rangeOf(types, name);
      if (!range) return [`${here} has no property ${name}`];
      return [value].flat().flatMap((one) => faultsOfValue(one, range, `${here}.${name}`));
    });
  }

  function faultsOfValue(value, range, way) {
    if (value === null) return [`${way} is null`];
    if (typeof value === "object") {
      const types = [value["@type"] ?? []].flat();
      const fits = types.length === 0 ? range.includes("IdReference") : types.some((type) => range.some((one) => lineage(type).has(one)));
      return [...(fits || types.some((type) => !known(type)) ? [] : [`${way} is a ${types}, and may be ${range.join(", ")}`]), ...faultsOf(value, way)];
    }
    if (range.some((one) => literalFits(value, one))) return [];
    return [`${way} is ${JSON.stringify(value)}, and may be ${range.join(", ")}`];
  }

  function literalFits(value, range) {
    // Sizes of images are written as numbers of pixels everywhere, though the vocabulary asks for a quantity.
    if (typeof value === "number") return NUMBERS.has(range) || range === "QuantitativeValue";
    if (typeof value === "boolean") return range === "Boolean";
    if (TEXTS.has(range)) return value !== "";
    if (MOMENTS.has(range)) return MOMENT.test(value) && !Number.isNaN(Date.parse(value));
    if (range === "URL") return URL.canParse(value);
    if (range === "Duration") return /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/.test(value);
    // The data model of schema.org lets an address stand for the thing that is there.
    if (parents.has(range) && URL.canParse(value)) return true;
    return (unions.get(range) ?? []).includes(`"${value}"`);
  }

  return { known, faultsOf };
}

/** Returns `parents` and `properties` of each type, and the `unions` that stand for enumerations. */
function parse(text) {
  const parents = new Map();
  const properties = new Map();
  const unions = new Map();
  let inside = null;
  for (const line of text.split("\n")) {
    const opens = /^(?:export )?interface _?(\w+)Base(?: extends ([^{]+))? \{/.exec(line);
    const property = /^ {4}"([\w-]+)"\?: SchemaValue<(.+), "[\w-]+">;/.exec(line);
    const union = /^export type (\w+) = (.*);$/.exec(line);
    if (opens) {
      inside = opens[1];
      parents.set(inside, [...(opens[2] ?? "").matchAll(/(\w+)Base\b/g)].map(([, parent]) => parent));
      properties.set(inside, new Map());
    } else if (inside && property) {
      properties.get(inside).set(property[1], property[2].split(" | "));
    } else if (line === "}") {
      inside = null;
    } else if (union) {
      unions.set(union[1], union[2].split(" | "));
    }
  }
  // Types without a property of their own have no interface: their leaf names the interface of their parent.
  for (const [, type, base] of text.matchAll(/^export (?:type|interface) (\w+)Leaf\b[^\n]*?\b(\w+)Base\b/gm)) {
    if (!parents.has(type) && type !== base) parents.set(type, [base]);
  }
  return { parents, properties, unions };
}
