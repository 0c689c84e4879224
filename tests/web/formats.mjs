// node formats.mjs MILEPOST: what `check --format` says of broken journals, against schemas: SARIF against that of OASIS,
// which a package of Microsoft's holds, JSON against that of `milepost schema diagnostics`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import Ajv04 from "ajv-draft-04";
import addFormats from "ajv-formats";

const [milepost] = process.argv.slice(2);
if (!milepost) {
  console.error("usage: node formats.mjs MILEPOST");
  process.exit(2);
}

const scratch = mkdtempSync(path.join(tmpdir(), "milepost-formats-"));
const PLAN = 'schema: 1\nsite: {title: T, url: "https://a.example/"}\nplan: {id: p, title: Plan, start: 2026-01-01, months: 12}\n';
/** Journals by what is wrong in them: finding with and without a place, labels, hints, several files, odd names. */
const JOURNALS = {
  nothing: { "plan.yaml": PLAN },
  links: {
    "plan.yaml": PLAN,
    "content/notes/a b, c%: é.md": "---\ntitle: Über\ndate: 2026-01-05\n---\n\n[gone](missing.md) ![](none.png) [[Nowhere|<b>]]\n",
    "content/notes/two.md": "---\ntitle: Über\ndate: 2026-01-05\n---\n\n# Two {#x}\n\n### Deep {#x}\n",
  },
  ids: { "plan.yaml": `${PLAN}skills: [{id: p, title: Twice}]\nplan_b: 1\n` },
  none: { "content/notes/a.md": "# A\n" },
  unreadable: { "plan.yaml": "schema: [1\n" },
};

/** Runs `check` in a journal with these files, in a form, and returns what it says. */
function check(name, form) {
  const root = path.join(scratch, name);
  for (const [file, text] of Object.entries(JOURNALS[name])) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  const run = spawnSync(path.resolve(milepost), ["check", "--recruiter", "--as-of", "2026-02-01", "--format", form], { cwd: root, encoding: "utf8" });
  assert.ok(run.status === 0 || run.status === 1, `${name}: status ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** Compiles a schema, and says how a document is not as it asks. A pattern of OASIS's has a bracket that Unicode's mode refuses. */
function judge(schema) {
  const Validator = schema.$schema?.includes("2020-12") ? Ajv2020 : schema.$schema?.includes("draft-04") ? Ajv04 : Ajv;
  const ajv = new Validator({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const valid = ajv.compile(schema);
  return (document) => (valid(document) ? "" : ajv.errorsText(valid.errors, { separator: "\n" }));
}

try {
  const sarifSchema = path.join(path.dirname(createRequire(import.meta.url).resolve("@microsoft/jest-sarif")), "schemas/sarif-2.1.0-rtm.5.json");
  const described = spawnSync(path.resolve(milepost), ["schema", "diagnostics"], { encoding: "utf8" });
  const forms = {
    sarif: {
      faults: judge(JSON.parse(readFileSync(sarifSchema, "utf8"))),
      count: (log) => log.runs[0].results.length,
      spoil: [
        (log) => (log.runs[0].results[0].level = "fatal"),
        (log) => delete log.runs[0].tool.driver.name,
        (log) => (log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0),
        (log) => (log.runs[0].results[0].ruleIndex = "0"),
      ],
    },
    json: {
      faults: judge(JSON.parse(described.stdout)),
      count: (document) => document.diagnostics.length,
      spoil: [
        (document) => delete document.diagnostics[0].code,
        (document) => (document.diagnostics[0].severity = "fatal"),
        (document) => (document.errors = -1),
      ],
    },
  };
  let documents = 0;
  let findings = 0;
  for (const [form, { faults, count, spoil }] of Object.entries(forms)) {
    for (const name of Object.keys(JOURNALS)) {
      const document = check(name, form);
      assert.equal(faults(document), "", `${name} as ${form}`);
      documents += 1;
      findings += count(document);
    }
    for (const change of spoil) {
      const document = check("links", form);
      change(document);
      assert.notEqual(faults(document), "", `the schema of ${form} does not see ${change}`);
    }
  }
  assert.ok(findings >= 20, `only ${findings} findings`);
  console.log(`${documents} documents with ${findings} findings are as their schemas ask`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
