import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder for each test of a file, removed after it. */
export const eachTestHasAFolder = (): (() => string) => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "local-shop-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
};
