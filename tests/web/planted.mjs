// A small site without a fault, and the means to plant one in it.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Writes `files` into a new folder, hands it to `work`, and removes it. */
export async function withSite(files, work) {
  const root = await mkdtemp(path.join(tmpdir(), "milepost-planted-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true });
      await writeFile(path.join(root, name), text);
    }
    return await work(root);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Returns `files` with a text in one of them replaced; throws where there is no such text. */
export function planted(files, name, from, to) {
  const text = files[name] ?? "";
  const faulty = from === "" ? text + to : text.replace(from, () => to);
  if (faulty === text) throw new Error(`${name} has no ${from}`);
  return { ...files, [name]: faulty };
}
