// node resume.mjs MILEPOST ROOT: prints the résumé of the journal at ROOT, in every layout on every paper, and reads the
// PDFs. Needs a Chromium; without one it says so and is skipped.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const [milepost, root] = process.argv.slice(2);
if (!milepost || !root) {
  console.error("usage: node resume.mjs MILEPOST ROOT");
  process.exit(2);
}
const browser = [process.env.CHROME, process.env.CHROMIUM, "/usr/bin/google-chrome", "/usr/bin/chromium"]
  .filter(Boolean)
  .find((program) => existsSync(program));
if (!browser) {
  console.log("SKIPPED: the résumé was NOT printed, because there is no Chromium (CHROMIUM names one)");
  process.exit(0);
}

const ADDRESS = "https://example.github.io/repo/";
const scratch = mkdtempSync(path.join(tmpdir(), "milepost-resume-"));
const journal = path.join(scratch, "journal");
const options = ["--root", journal, "--base-url", ADDRESS, "--as-of", "2026-11-29", "--quiet"];
const run = (...args) => {
  const done = spawnSync(path.resolve(milepost), [...args, ...options], {
    encoding: "utf8",
    env: { ...process.env, CHROME: browser },
    timeout: 300_000,
  });
  assert.equal(done.status, 0, `${args.join(" ")}: ${done.stderr}`);
  return done;
};
const hasProgram = (name) => spawnSync(name, ["-v"]).error === undefined;

/** Returns a text as the PDF writes it. */
const utf16 = (text) => {
  const units = [...Array(text.length).keys()].map((at) => text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0"));
  return `<FEFF${units.join("")}>`;
};

try {
  for (const part of ["plan.yaml", "content", "components", "themes"]) cpSync(path.join(root, part), path.join(journal, part), { recursive: true });
  const plan = readFileSync(path.join(root, "plan.yaml"), "utf8");
  const author = /author:[\s\S]*?name: ([^\n,}]+)/.exec(plan)[1].trim();
  assert.match(plan, /^resume:/m, "the sample has a résumé");
  const pdf = path.join(scratch, "resume.pdf");
  let printed = 0;

  for (const layout of ["classic", "compact", "centered"]) {
    writeFileSync(path.join(journal, "plan.yaml"), plan.replace(/^resume:.*$/m, `resume:\n  layout: ${layout}`));
    for (const [paper, width, height] of [["a4", 595, 842], ["letter", 612, 792]]) {
      run("resume", "--pdf", pdf, "--paper", paper);
      const bytes = readFileSync(pdf);
      const text = bytes.toString("latin1");
      const what = `${layout} on ${paper}`;
      const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text);
      assert.ok(Math.abs(box[1] - width) < 1.5 && Math.abs(box[2] - height) < 1.5, `${what} measures ${box[1]} by ${box[2]}`);
      const sheets = text.match(/\/Type \/Page\b/g).length;
      assert.equal(sheets, 1, `${what} has ${sheets} sheets`);
      for (const wanted of ["/StructTreeRoot", "/Lang (en)", "/ToUnicode", `/Author ${utf16(author)}`, `/Title ${utf16(`Résumé · ${author}`)}`]) {
        assert.ok(text.includes(wanted), `${what} lacks ${wanted}`);
      }
      const links = [...text.matchAll(/\/URI \(([^)]*)\)/g)].map((match) => match[1]);
      assert.ok(links.some((link) => link.startsWith(`${ADDRESS}projects/`)), `${what} links to projects: ${links}`);
      assert.ok(links.some((link) => link.startsWith(`${ADDRESS}notes/`)), `${what} links to proofs: ${links}`);
      assert.ok(!text.includes("127.0.0.1"), `${what} leads to the machine that printed it`);
      if (hasProgram("pdftotext")) {
        const read = execFileSync("pdftotext", [pdf, "-"], { encoding: "utf8" });
        // Headings, entries and dates in the order of the page, also to a program that looks for columns.
        const order = ["Skills", "Projects", "Experience", "Cloud engineer, Beispiel", "Mar 2022 to now", "Moved access rules", "Sep 2019", "Automated", "Certifications", "Education", "2015 to 2019", "Languages"];
        const places = order.map((word) => read.toLowerCase().indexOf(word.toLowerCase()));
        assert.ok(!places.includes(-1) && places.every((at, index) => index === 0 || at > places[index - 1]), `${what} reads as\n${read}`);
      }
      printed += 1;
    }
  }

  const first = readFileSync(pdf);
  run("resume", "--pdf", pdf, "--paper", "letter");
  assert.ok(first.equals(readFileSync(pdf)), "the same page is the same file");
  assert.ok(!existsSync(path.join(journal, ".milepost/print")), "the browser's folder is gone");

  const site = path.join(scratch, "site");
  run("build", "--resume-pdf", "--out", site);
  assert.ok(readFileSync(path.join(site, "resume.pdf")).subarray(0, 5).toString() === "%PDF-");
  assert.ok(readFileSync(path.join(site, "resume/index.html"), "utf8").includes('href="/repo/resume.pdf"'));
  const manifest = JSON.parse(readFileSync(path.join(site, "build-manifest.json"), "utf8"));
  assert.ok(manifest.files["resume.pdf"], "the manifest lists the PDF");
  const order = hasProgram("pdftotext") ? "in reading order" : "reading order NOT checked, because there is no pdftotext";
  console.log(`${printed} PDFs printed, ${order}, and one published with the site`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
