// The walk from nothing to a published site, in a terminal: init, git, serve, an edit that shows, check, deploy to a bare
// remote on this disk, a clone of its branch that is verified, served below its path, and crawled from its home page.
//
//     node tests/walk/walk.mjs target/release/milepost [--record docs/walk | --compare docs/walk.txt]
//
// Every command really runs, in a terminal of `script`; with `--record` what it showed is kept as `.cast` (asciicast v2, for
// `asciinema play`) and as `.txt`. With `--compare` it has to be what was recorded, but for what differs from walk to walk
// (`same.mjs`). Ends with status 1 at the first thing that is not as it should be.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { crawl, serveFolder } from "./crawl.mjs";
import { difference } from "./same.mjs";

const [binary, flag, place] = process.argv.slice(2);
if (!binary || (flag && !(["--record", "--compare"].includes(flag) && place))) {
  console.error("usage: node tests/walk/walk.mjs MILEPOST [--record FILE | --compare FILE.txt]");
  process.exit(2);
}
const folder = mkdtempSync(path.join(tmpdir(), "milepost-walk-"));
const width = 110;
const begin = Date.now();
const events = [];
const port = 4391;
let server;

const environment = {
  ...process.env,
  PATH: `${path.dirname(path.resolve(binary))}:${process.env.PATH}`,
  HOME: folder,
  TERM: "xterm-256color",
  COLUMNS: String(width),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: path.join(folder, "gitconfig"),
  SOURCE_DATE_EPOCH: String(Math.floor(begin / 1000)), // lest midnight comes in between
};
writeFileSync(
  environment.GIT_CONFIG_GLOBAL,
  "[user]\n name = Noor\n email = noor@example.org\n[init]\n defaultBranch = main\n[advice]\n detachedHead = false\n",
);

function show(text) {
  events.push([(Date.now() - begin) / 1000, "o", text.replaceAll(folder, "~")]);
}

function fail(why) {
  console.error(`the walk ends here: ${why}\n\n${plain()}`);
  process.exitCode = 1;
  throw new Error(why);
}

/** What was shown, without colours. */
function plain() {
  const text = events.map(([, , shown]) => shown).join("");
  return text.replace(/\u001b\[[0-9;?]*[a-zA-Z]/g, "").replaceAll("\r\n", "\n");
}

function say(text) {
  show(`\u001b[2m# ${text}\u001b[0m\r\n`);
}

/** Starts `command` in a terminal, and hands on what it shows. */
function start(command, cwd = folder) {
  show(`\u001b[1m$ ${command}\u001b[0m\r\n`);
  const sized = `stty cols ${width} rows 40 2> /dev/null; ${command}`;
  const child = spawn("script", ["-qefc", sized, "/dev/null"], { cwd, env: environment, stdio: ["pipe", "pipe", "inherit"], detached: true });
  child.shown = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    child.shown += text;
    show(text);
  });
  return child;
}

/** Runs `command` to its end. */
async function run(command, { cwd, status = 0, says = [] } = {}) {
  const child = start(command, cwd);
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== status) fail(`\`${command}\` ended with ${code}`);
  for (const part of says) if (!child.shown.includes(part)) fail(`\`${command}\` does not say \`${part}\``);
  return child.shown;
}

async function until(what, test) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const found = await test().catch(() => undefined);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return fail(`waited in vain: ${what}`);
}

const journal = path.join(folder, "journal");
const page = async (address) => {
  const answer = await fetch(address, { headers: { host: new URL(address).host } });
  return answer.ok ? answer.text() : undefined;
};

/** A crawl that finds nothing is worth something only if it finds what is there. */
async function seesWhatIsBroken(origin) {
  const home = path.join(folder, "published/index.html");
  const whole = readFileSync(home, "utf8");
  writeFileSync(home, whole.replace("</main>", '<a href=nowhere/>1</a> <a href="#nothing">2</a> <img src="/outside.png" alt=""></main>'));
  const { broken } = await crawl(`${origin}/journal/`, "https://noor.github.io/journal/");
  writeFileSync(home, whole);
  if (broken.length !== 3) fail(`three dead links were planted, and ${broken.length} were seen: ${broken.join("; ")}`);
}

async function walk() {
  say("A journal, in a repository with a remote");
  await run('milepost init journal --title "Noor learns" --author Noor --url https://noor.github.io/journal/', { says: ["pages.yml"] });
  execFileSync("git", ["init", "-q", "--bare", "origin.git"], { cwd: folder, env: environment });
  await run("git init -q && git remote add origin ../origin.git && git add . && git commit -qm 'A journal'", { cwd: journal });

  say("See it while writing");
  server = start(`milepost serve --port ${port}`, journal);
  const home = `http://127.0.0.1:${port}/journal/`;
  await until("the site is served", async () => server.shown.includes("cockpit") && (await page(home))?.includes("Noor learns"));
  say("in another terminal:");
  const logged = await run("milepost log 'A remote is a *name* for an address'", { cwd: journal, says: ["content/notes/log/"] });
  const [, saved] = logged.match(/log\/(\d{4}-\d\d-\d\d)\.md/);
  await until("the edit is served", async () => (await page(`${home}notes/log-${saved}/`))?.includes("A remote is a <em>name</em>"));
  say("the page is there");
  const closed = new Promise((resolve) => server.on("close", resolve));
  server.stdin.write("\u0003"); // Ctrl-C, as the terminal has it
  await closed;
  server = undefined;

  say("Check, and publish");
  await run("git add . && git commit -qm 'What a remote is'", { cwd: journal });
  await run("milepost check --deny warnings", { cwd: journal, says: ["nothing wrong"] });
  await run("milepost deploy --dry-run 2>&1 | tail -4", { cwd: journal });
  await run("milepost deploy", { cwd: journal, says: ["pushed", "https://noor.github.io/journal/"] });
  await run("milepost deploy", { cwd: journal, says: ["has this site already"] });
  await run("git status --short --branch", { cwd: journal });

  say("What visitors get");
  await run("git clone -q --branch gh-pages origin.git published");
  await run("milepost verify published --no-extra", { says: ["right"] });
  const published = await serveFolder(path.join(folder, "published"), "/journal/");
  const { pages, files, links, broken } = await crawl(`${published.origin}/journal/`, "https://noor.github.io/journal/");
  await seesWhatIsBroken(published.origin);
  await run(`milepost verify ${published.origin}/journal/`, { says: ["right"] });
  published.close();
  say(`crawled below /journal/: ${pages} pages, ${files} files, ${links} links, ${broken.length} broken`);
  if (broken.length > 0) fail(broken.join("\n"));
  if (pages < 10) fail(`only ${pages} pages were found`);
  if (!plain().includes("deploy --dry-run")) fail("nothing was recorded");
}

try {
  await walk();
  if (flag === "--compare") {
    const found = difference(readFileSync(place, "utf8"), plain());
    if (found) fail(`it is not what ${place} shows (node tests/walk/walk.mjs MILEPOST --record docs/walk, then UPDATE_GOLDEN=1 cargo test --test sites walk):\n${found}`);
  }
  if (flag === "--record") {
    const head = { version: 2, width, height: 40, title: "milepost: from nothing to a published site", env: { TERM: "xterm-256color" } };
    const lines = [head, ...events].map((line) => JSON.stringify(line));
    writeFileSync(`${place}.cast`, `${lines.join("\n")}\n`);
    writeFileSync(`${place}.txt`, plain());
  }
  if (flag !== "--record") console.log(plain());
} catch (error) {
  if (!process.exitCode) throw error;
} finally {
  // Whatever went wrong, nothing is left running.
  server?.stdin.write("\u0003");
  server?.stdin.end();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}
