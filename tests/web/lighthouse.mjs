// node lighthouse.mjs DIR ADDRESS [PATH…]: Lighthouse gives 100 in each of its four categories to the pages that stand for
// their kinds, or to those that are named, on its slow phone.
//
// The browser is told that the published host is this machine, and gets HTTPS, HTTP/2 and gzip as from GitHub Pages. The
// timings of the simulated phone are made of those of this machine, so that whatever else it does makes a page slower
// and nothing makes it faster: of up to seven runs, the best tells what the page is. All of them are printed. The other
// categories do not depend on time, and have to be 100 in every run.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./pages.mjs";
import { JUDGED } from "./sample.mjs";
import { CHROMIUM, FLAGS, given, report } from "./site.mjs";

const EXACT = ["accessibility", "best-practices", "seo"];
const RUNS = 7;
// How long a repetition waits for a machine that does something else as well.
const CALM = { load: 1.5, seconds: 30 };
const ENOUGH = 100;

/**
 * Judges the pages of the site in `root` that `paths` names, published at `address`.
 *
 * Returns `{ rows, failures }`; `tell` is called with each row, because a page takes half a minute.
 */
export async function lighthouse(root, address, paths, tell = () => {}) {
  const { default: measure } = await import("lighthouse");
  const { launch } = await import("chrome-launcher");
  const { hostname, pathname: base } = new URL(address);
  const folder = await mkdtemp(path.join(tmpdir(), "milepost-lighthouse-"));
  const server = await serve(path.resolve(root), base, await secrets(folder, hostname));
  const flags = [...FLAGS, "--headless", "--ignore-certificate-errors", `--host-resolver-rules=MAP ${hostname}:443 127.0.0.1:${server.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`];

  /** Runs Lighthouse once in a browser of its own. */
  const once = async (page) => {
    const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: flags, userDataDir: await mkdtemp(path.join(folder, "chrome-")), logLevel: "silent" });
    try {
      const { lhr } = await measure(new URL(page, address).href, { port: chrome.port, logLevel: "silent", onlyCategories: ["performance", ...EXACT] });
      if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
      return lhr;
    } finally {
      chrome.kill();
    }
  };

  const rows = [];
  const failures = [];
  try {
    for (const page of paths) {
      const { runs, error } = await repeat(() => once(page));
      if (runs.length === 0) {
        failures.push({ page: base + page, kind: "load", cause: `could not be measured: ${error.message}` });
        continue;
      }
      rows.push(rowOf(page, runs));
      tell(rows.at(-1));
      failures.push(...faultsOf(runs).map((cause) => ({ page: base + page, kind: "lighthouse", cause })));
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { rows, failures };
}

const score = (run, category) => Math.round((run.categories[category].score ?? 0) * 100);
const best = (runs) => Math.max(...runs.map((run) => score(run, "performance")));

/** Returns what the runs of one page lack. */
export function faultsOf(runs) {
  const faults = [];
  if (best(runs) < ENOUGH) {
    const run = runs.find((run) => score(run, "performance") === best(runs));
    const slow = run.environment.benchmarkIndex < 1000 ? `; the machine was slow or busy (${Math.round(run.environment.benchmarkIndex)})` : "";
    faults.push(`performance ${best(runs)}: ${shortOf(run, "performance")}${slow}`);
  }
  for (const category of EXACT) {
    const worst = runs.find((run) => score(run, category) < ENOUGH);
    if (worst) faults.push(`${category} ${score(worst, category)}: ${shortOf(worst, category)}`);
  }
  return faults;
}

/** Names the audits that a category lost points by. */
function shortOf(run, category) {
  const lost = run.categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && run.audits[id].score !== null && run.audits[id].score < 1);
  return lost
    .map(({ id }) => {
      const { displayValue, details } = run.audits[id];
      const first = details?.items?.[0];
      return [id, displayValue, first?.node?.snippet ?? first?.url ?? first?.description].filter(Boolean).join(" ");
    })
    .join("; ");
}

function rowOf(page, runs) {
  const value = (id) => Math.min(...runs.map((run) => run.audits[id].numericValue));
  return {
    page,
    performance: runs.map((run) => score(run, "performance")),
    scores: EXACT.map((category) => Math.min(...runs.map((run) => score(run, category)))),
    lcp: Math.round(value("largest-contentful-paint")),
    tbt: Math.round(value("total-blocking-time")),
    cls: value("cumulative-layout-shift"),
    speed: Math.round(Math.max(...runs.map((run) => run.environment.benchmarkIndex))),
  };
}

/**
 * Repeats `measure` until performance is all there, or often enough; on a busy machine some runs break off.
 *
 * Returns the `runs` that came to an end, and the last `error` of the others.
 */
export async function repeat(measure, rest = calm) {
  const runs = [];
  let error;
  for (let tries = 0; tries < RUNS && (runs.length === 0 || best(runs) < ENOUGH); tries++) {
    if (tries > 0) await rest();
    try {
      runs.push(await measure());
    } catch (thrown) {
      error = thrown;
    }
  }
  return { runs, error };
}

async function calm() {
  for (let waited = 0; waited < CALM.seconds && loadavg()[0] > CALM.load; waited++) await new Promise((done) => setTimeout(done, 1000));
}

/** Makes a certificate for `hostname` that nobody trusts; the browser is told not to ask. */
async function secrets(folder, hostname) {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => path.join(folder, name));
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${hostname}`, "-keyout", key, "-out", cert];
  execFileSync("openssl", args, { stdio: "ignore" });
  return { key: await readFile(key), cert: await readFile(cert) };
}

/** Lighthouse needs Node.js 22.19: the program goes on in the one that npm installed if this one is older. */
export function inNewerNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return false;
  const node = createRequire(import.meta.url).resolve(`node-linux-${process.arch}/bin/node`);
  const { status } = spawnSync(node, process.argv.slice(1), { stdio: "inherit" });
  process.exitCode = status ?? 1;
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !inNewerNode()) {
  const [root, address, ...wanted] = given("lighthouse.mjs DIR ADDRESS");
  const paths = wanted.length > 0 ? wanted : JUDGED;
  const { rows, failures } = await lighthouse(root, address, paths, ({ page, performance, scores, lcp, tbt, cls, speed }) => {
    const exact = EXACT.map((name, at) => `${name} ${scores[at]}`).join(", ");
    console.log(`${page || "/"}: performance ${performance.join(", ")}; ${exact}; LCP ${lcp} ms, TBT ${tbt} ms, CLS ${cls.toFixed(3)}; machine ${speed}`);
  });
  report(failures, rows.length);
}
