// node smoke.mjs DIR ADDRESS: checks the site in DIR as served at ADDRESS, `/repo/` or a whole URL.

import { given, report } from "./site.mjs";
import { check } from "./suite.mjs";

const [root, address] = given("smoke.mjs DIR ADDRESS");
const { pages, failures } = await check(root, address);
report(failures, pages.length);
