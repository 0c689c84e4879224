// Serves a folder as GitHub Pages would: under a base path, with directory redirects and 404.html.

import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import path from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/vnd.microsoft.icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "application/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "application/javascript; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/**
 * Says what GitHub Pages answers to a path: `{ status: 200, file }`, `{ status: 301, location }` or
 * `{ status: 404 }`. `base` begins and ends with a slash.
 */
export async function resolve(root, base, pathname) {
  if (!pathname.startsWith(base)) return { status: 404 };
  let relative;
  try {
    relative = decodeURIComponent(pathname.slice(base.length));
  } catch {
    return { status: 404 };
  }
  const file = path.join(root, relative);
  if (relative.includes("\0") || (file !== path.normalize(root) && !file.startsWith(path.join(root, path.sep)))) {
    return { status: 404 };
  }
  const kind = await kindOf(file);
  if (kind === "file" && !relative.endsWith("/")) return { status: 200, file };
  if (kind === "folder") {
    if (relative !== "" && !relative.endsWith("/")) return { status: 301, location: `${pathname}/` };
    const index = path.join(file, "index.html");
    return (await kindOf(index)) === "file" ? { status: 200, file: index } : { status: 404 };
  }
  const page = `${file}.html`;
  if (relative !== "" && !relative.endsWith("/") && (await kindOf(page)) === "file") return { status: 200, file: page };
  return { status: 404 };
}

/**
 * Serves `root` under `base` on a free port of this machine; returns `{ origin, port, close }`.
 *
 * With `secrets`, a `key` and a `cert` as PEM, it speaks HTTPS and HTTP/2.
 */
export async function serve(root, base, secrets) {
  const listener = (request, response) => {
    answer(root, base, request, response).catch((error) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    });
  };
  const server = secrets ? createSecureServer({ ...secrets, allowHTTP1: true }, listener) : createServer(listener);
  const sessions = new Set();
  server.on("session", (session) => sessions.add(session.on("close", () => sessions.delete(session))));
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  return {
    origin: `${secrets ? "https" : "http"}://127.0.0.1:${server.address().port}`,
    port: server.address().port,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections?.();
        for (const session of sessions) session.destroy();
      }),
  };
}

async function answer(root, base, request, response) {
  const { pathname, search } = new URL(request.url, "http://localhost");
  const found = await resolve(root, base, pathname);
  if (found.status === 301) {
    response.writeHead(301, { location: found.location + search }).end();
    return;
  }
  const missing = path.join(root, "404.html");
  const file = found.file ?? ((await kindOf(missing)) === "file" ? missing : null);
  const type = file === null ? TYPES[".txt"] : (TYPES[path.extname(file).toLowerCase()] ?? "application/octet-stream");
  const plain = file === null ? "Not found" : await readFile(file);
  const zips = isText(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  const headers = { "content-type": type, "cache-control": "max-age=600", vary: "Accept-Encoding" };
  response.writeHead(found.status, zips ? { ...headers, "content-encoding": "gzip" } : headers);
  response.end(request.method === "HEAD" ? undefined : zips ? gzipSync(plain) : plain);
}

/** Says whether GitHub Pages compresses what is of a type. */
export const isText = (type) => /^text\/|javascript|json|xml|svg|wasm/.test(type);

async function kindOf(file) {
  const found = await stat(file).catch(() => null);
  if (found?.isFile()) return "file";
  return found?.isDirectory() ? "folder" : null;
}
