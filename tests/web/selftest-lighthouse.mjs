// Checks lighthouse.mjs: a page with a fault for each category but performance, which is judged from given runs.

import assert from "node:assert/strict";
import { conclude, expect } from "./expect.mjs";
import { faultsOf, inNewerNode, lighthouse, repeat } from "./lighthouse.mjs";
import { withSite } from "./planted.mjs";

const FAULTY = `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>T</title>
<link rel="icon" href="data:,"></head><body><main><h1>H</h1><p>Text</p></main><script>console.error("no")</script></body></html>`;
const run = (performance, seo = 1, benchmarkIndex = 2000) => ({
  environment: { benchmarkIndex },
  categories: {
    performance: { score: performance, auditRefs: [{ id: "total-blocking-time", weight: 30 }] },
    accessibility: { score: 1, auditRefs: [] },
    "best-practices": { score: 1, auditRefs: [] },
    seo: { score: seo, auditRefs: [{ id: "meta-description", weight: 1 }] },
  },
  audits: { "total-blocking-time": { score: 0.8, displayValue: "200 ms" }, "meta-description": { score: 0 } },
});

async function main() {
  await expect("faults of three categories are found, and named by audit", () =>
    withSite({ "index.html": FAULTY }, async (root) => {
      const { rows, failures } = await lighthouse(root, "https://example.github.io/repo/", [""]);
      const said = failures.map(({ cause }) => cause).join("\n");
      for (const audit of [/accessibility \d+: html-has-lang/, /best-practices \d+: errors-in-console/, /seo \d+: meta-description/]) assert.match(said, audit);
      assert.equal(rows.length, 1);
    }));
  await expect("the best of the runs counts for performance, and each run for the rest", () => {
    assert.deepEqual(faultsOf([run(0.9), run(1)]), []);
    assert.match(faultsOf([run(0.9), run(0.99)]).join(), /performance 99: total-blocking-time 200 ms$/);
    assert.match(faultsOf([run(0.9, 1, 500)]).join(), /slow or busy \(500\)/);
    assert.match(faultsOf([run(1, 0.9), run(1)]).join(), /^seo 90: meta-description$/);
  });
  await expect("a run is repeated until it is good or often enough, also when some break off", async () => {
    const series = async (...results) => {
      const { runs, error } = await repeat(async () => results.shift() ?? Promise.reject(new Error("broke off")), () => {});
      return [runs.length, error?.message];
    };
    assert.deepEqual(await series(run(1)), [1, undefined]);
    assert.deepEqual(await series(run(0.9), run(1), run(1)), [2, undefined]);
    assert.deepEqual(await series(null, run(1)), [1, "broke off"]);
    assert.deepEqual(await series(...Array(9).fill(run(0.9))), [7, undefined]);
    assert.deepEqual(await series(), [0, "broke off"]);
  });
  conclude();
}

if (!inNewerNode()) await main();
