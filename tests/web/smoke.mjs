// node smoke.mjs DIR ADDRESS: checks the site in DIR as served at ADDRESS, `/repo/` or a whole URL.

import { check } from "./suite.mjs";

const [root, address] = process.argv.slice(2);
if (!root || !address) {
  console.error("usage: node smoke.mjs DIR ADDRESS");
  process.exit(2);
}

const { pages, failures } = await check(root, address);
for (const { page, cause } of failures) console.log(`FAIL ${page} ${cause}`);
if (pages.length === 0) console.log(`FAIL ${root} has no page`);

const failed = Math.max(new Set(failures.map(({ page }) => page)).size, pages.length === 0 ? 1 : 0);
console.log(`${pages.length === 0 ? 0 : pages.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
