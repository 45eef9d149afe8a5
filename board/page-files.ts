import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const PAGE = join(__dirname, "page");
const PACKAGES = join(__dirname, "..", "node_modules");

/** Libraries of the page, as they come in their packages. */
const VENDOR: Readonly<Record<string, string>> = {
  "preact.js": "htm/preact/standalone.module.js",
  "uplot.js": "uplot/dist/uPlot.esm.js",
  "uplot.css": "uplot/dist/uPlot.min.css",
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** A file of the page as a browser wants it. */
interface PageFile {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/**
 * The files that the board serves: those of its page and of the libraries the page uses, and no others.
 *
 * Which files there are is settled when the board opens, what is in them at each request, so that whoever works on the
 * page reloads it.
 *
 * @returns finds a file by the path of a URL; undefined for everything else
 */
export const pageFiles = (page = PAGE): ((path: string) => Promise<PageFile | undefined>) => {
  const files = new Map<string, string>();
  for (const [name, file] of Object.entries(VENDOR)) files.set(`/vendor/${name}`, join(PACKAGES, file));
  for (const entry of readdirSync(page, { withFileTypes: true })) {
    if (entry.isFile() && !entry.name.startsWith(".") && extname(entry.name) in TYPES)
      files.set(`/page/${entry.name}`, join(page, entry.name));
  }
  const front = files.get("/page/index.html");
  if (front !== undefined) files.set("/", front);
  return async (path) => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    return { type: TYPES[extname(file)] ?? "", content: new Uint8Array(await readFile(file)) };
  };
};
