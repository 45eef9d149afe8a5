import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pageFiles } from "../../board/page-files";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();

const page = () => {
  for (const name of ["index.html", "app.js", "board.css", "notes.txt", ".secret.js"]) {
    writeFileSync(join(folder(), name), `this is ${name}`);
  }
  mkdirSync(join(folder(), "folder.js"));
  symlinkSync("/etc/passwd", join(folder(), "link.js"));
  return pageFiles(folder());
};

const served = async (file: ReturnType<typeof pageFiles>, path: string) => {
  const found = await file(path);
  return found && [found.type, Buffer.from(found.content).toString().slice(0, 40)];
};

describe("the files of the page", () => {
  test("are served with their types", async () => {
    const file = page();
    expect(await served(file, "/")).toEqual(["text/html; charset=utf-8", "this is index.html"]);
    expect(await served(file, "/page/app.js")).toEqual(["text/javascript; charset=utf-8", "this is app.js"]);
    expect(await served(file, "/page/board.css")).toEqual(["text/css; charset=utf-8", "this is board.css"]);
  });

  test.each(["/vendor/preact.js", "/vendor/uplot.js", "/vendor/uplot.css"])(
    "come with their library %s",
    async (path) => {
      expect((await page()(path))?.content.length).toBeGreaterThan(1_000);
    },
  );

  test.each([
    "/page/notes.txt",
    "/page/.secret.js",
    "/page/link.js",
    "/page/folder.js",
    "/page/",
    "/page/../board-app.ts",
    "/page/%2e%2e/board-app.ts",
    "/page/..%2fboard-app.ts",
    "/vendor/../../package.json",
    "/vendor/__proto__",
    "/etc/passwd",
  ])("are all that is served: not %s", async (path) => {
    expect(await page()(path)).toBeUndefined();
  });

  test("are read anew, so that a change shows after a reload", async () => {
    const file = page();
    writeFileSync(join(folder(), "app.js"), "changed");
    expect(await served(file, "/page/app.js")).toEqual([expect.any(String), "changed"]);
  });
});
