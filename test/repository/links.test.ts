import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PROJECT = join(__dirname, "..", "..");
const pages = execFileSync("git", ["ls-files", "--", "*.md"], { cwd: PROJECT, encoding: "utf8" }).trim().split("\n");

/** Headings as they are linked to: in lower case, blanks as hyphens. */
const anchorsOf = (page: string): readonly string[] =>
  [...readFileSync(page, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test.each(pages)("every link of %s leads somewhere", (page) => {
  const links = [...readFileSync(join(PROJECT, page), "utf8").matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, link = ""]) => link,
  );
  const dead = links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const file = path === "" ? join(PROJECT, page) : join(PROJECT, dirname(page), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && file.endsWith(".md") && !anchorsOf(file).includes(anchor);
  });
  expect(dead).toEqual([]);
});

test.each(pages)("every path that %s names in passing exists", (page) => {
  const text = readFileSync(join(PROJECT, page), "utf8");
  const paths = [
    ...text.matchAll(
      /`((?:lib|lambda|operations|cli|board|local|bin|test|settings|docs)\/[\w./-]+\.(?:ts|js|mjs|json|md|py))`/g,
    ),
  ];
  const known = page === "CHANGELOG.md" ? [] : paths.map(([, path = ""]) => path);
  expect(known.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
});
