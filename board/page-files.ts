import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getMimeType } from "hono/utils/mime";

const PAGE = join(__dirname, "page");
const PACKAGES = join(__dirname, "..", "node_modules");

const VENDOR: Readonly<Record<string, string>> = {
  "preact.js": "htm/preact/standalone.module.js",
  "uplot.js": "uplot/dist/uPlot.esm.js",
  "uplot.css": "uplot/dist/uPlot.min.css",
};

/** Names of files that a browser is served. */
const SERVED = /^[^.].*\.(html|js|css|svg|png)$/;

/**
 * The files that the board serves: those of its page and of the libraries the page uses, and no others.
 *
 * Which files there are is settled when the board opens, what is in them at each request, so that whoever works on the
 * page reloads it.
 *
 * @returns finds a file by the path of a URL; undefined for everything else
 */
export const pageFiles = (page = PAGE) => {
  const files = new Map<string, string>();
  for (const [name, file] of Object.entries(VENDOR)) files.set(`/vendor/${name}`, join(PACKAGES, file));
  for (const entry of readdirSync(page, { withFileTypes: true })) {
    if (entry.isFile() && SERVED.test(entry.name)) files.set(`/page/${entry.name}`, join(page, entry.name));
  }
  const front = files.get("/page/index.html");
  if (front !== undefined) files.set("/", front);
  return async (path: string) => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    return { type: getMimeType(file) ?? "", content: new Uint8Array(await readFile(file)) };
  };
};
