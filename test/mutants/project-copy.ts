import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Mutant, plant } from "./mutant";

const PROJECT = join(__dirname, "..", "..");

/** A copy of the project's files to break things in; it shares the installed packages. */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "coffee-mutants-"));

  constructor() {
    const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: PROJECT,
      encoding: "utf8",
    });
    for (const file of list.split("\0").filter((name) => name !== "")) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(PROJECT, file), join(this.folder, file));
    }
    symlinkSync(join(PROJECT, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Works with a bug planted, and takes it out again. */
  async with<T>(mutant: Mutant, work: () => Promise<T>): Promise<T> {
    const file = join(this.folder, mutant.file);
    const sound = readFileSync(file, "utf8");
    writeFileSync(file, plant(mutant, sound));
    try {
      return await work();
    } finally {
      writeFileSync(file, sound);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
