// node valid.mjs DIR ADDRESS: every page, stylesheet and drawing of the site in DIR is valid, with no warning either.
//
// The Nu HTML checker reads all three over HTTP, as a browser does, so that it sees types and `'self'` in a policy;
// css-tree reads the stylesheets once more, with the grammar that browsers follow. Needs Java.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { validate } from "csstree-validator";
import { filesOf, given, openSite, report } from "./site.mjs";

const JAR = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
// The checker refuses addresses of the machine it runs on unless both are set.
const JAVA = ["-Xss8m", "-Xmx1g", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=all"];
const AT_A_TIME = 400;

/** Returns `{ checked, failures }` of the site in `root` as served at `address`. */
export async function validity(root, address) {
  const world = await openSite(root, address);
  try {
    const served = await filesOf(world.root, ".html", ".css");
    const drawings = await filesOf(world.root, ".svg");
    const addressOf = (file) => `${world.origin}${world.base}${file.split("/").map(encodeURIComponent).join("/")}`;
    const messages = [
      ...(await ask(["--also-check-css"], served.map(addressOf))),
      // Over HTTP the checker takes a drawing for a page, so these are read from the disk.
      ...(await ask(["--also-check-svg", "--skip-non-svg"], drawings.map((file) => path.join(world.root, file)))),
    ];
    const failures = messages.filter(isFault).map((message) => ({ page: fileOf(world, message.url ?? ""), kind: "nu", cause: said(message) }));
    for (const file of served.filter((name) => name.endsWith(".css"))) {
      failures.push(...stylesheetFaults(file, await readFile(path.join(world.root, file), "utf8")));
    }
    return { checked: served.length + drawings.length, failures };
  } finally {
    await world.close();
  }
}

async function ask(options, documents) {
  const messages = [];
  for (let at = 0; at < documents.length; at += AT_A_TIME) {
    const args = [...JAVA, "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", ...options, ...documents.slice(at, at + AT_A_TIME)];
    const { stdout } = await promisify(execFile)("java", args, { maxBuffer: 1 << 28 });
    messages.push(...JSON.parse(stdout).messages);
  }
  return messages;
}

/** Rules of CSS that browsers have and the Nu checker has not heard of, in its words; css-tree reads them. */
const YOUNG = ["CSS: Unrecognized at-rule “@view-transition”"];

/** Says whether a message is an error or a warning: a note is neither, and a block of data is not run as a script. */
function isFault({ type, subType, message, extract }) {
  if (type === "info" && subType !== "warning") return false;
  if (YOUNG.some((words) => message.startsWith(words))) return false;
  const data = /<script[^>]*type="?application\/(ld\+)?json/.test(extract ?? "");
  return !(data && message.startsWith("Inline script violates Content Security Policy"));
}

const said = ({ type, subType, message, lastLine, extract }) =>
  `${subType ?? type}, line ${lastLine ?? "?"}: ${message}${extract ? ` In: ${extract.replace(/\s+/g, " ").trim()}` : ""}`;

function fileOf({ root, origin, base }, url) {
  const local = decodeURI(url.startsWith("file:") ? fileURLToPath(url) : url);
  const start = [`${root}/`, `${origin}${base}`].find((one) => local.startsWith(one)) ?? "";
  return local.slice(start.length) || "(checker)";
}

function stylesheetFaults(file, text) {
  return validate(text, file)
    // Its grammar has no margin in @page, which CSS 2 has (section 13.2).
    .filter(({ message }) => !/at-rule descriptor `margin`/i.test(message))
    .map(({ line, message, css }) => ({ page: file, kind: "css", cause: `line ${line}: ${message} ${css ?? ""}`.trim() }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, address] = given("valid.mjs DIR ADDRESS");
  const { checked, failures } = await validity(root, address);
  report(failures, checked);
}
