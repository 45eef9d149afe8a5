import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { processIsAlive, withLockFile } from "../../operations/lock-file.cjs";
import { ShopError } from "../../operations/shop-error";
import { PROJECT } from "../clean-environment";
import { canImport } from "./python";
import { type Installation, makeVirtualEnvironment, pythonOf } from "./virtual-environment";

/** Everything the engine is made of, pinned by hashes. */
export const REQUIREMENTS = join(__dirname, "requirements.txt");

/**
 * The environment of the engine.
 *
 * @param requirements its pins, where they are not those of the project
 */
export const engineEnvironment = (requirements?: string): PinnedEnvironment =>
  new PinnedEnvironment("ministack", REQUIREMENTS, requirements);

const CACHE = join(PROJECT, "node_modules", ".cache", "decoupled-coffee");

/**
 * A program from PyPI with everything it is made of, pinned by hashes, in a virtual environment of its own below
 * `node_modules`.
 */
export class PinnedEnvironment {
  /** The package and version, and the beginning of a hash over all its pins: `ministack-1.5.33-5e50e503`. */
  readonly id: string;
  private readonly module: string;

  /**
   * @param program name of the package
   * @param requirementsFile its pins
   */
  constructor(
    program: string,
    private readonly requirementsFile: string,
    requirements = readFileSync(requirementsFile, "utf8"),
  ) {
    this.module = program.replace("-", "");
    const version = new RegExp(`^${program}==(\\S+)`, "m").exec(requirements)?.[1];
    if (version === undefined) throw new Error(`${requirementsFile} does not pin ${program}`);
    this.id = `${program}-${version}-${createHash("sha256").update(requirements).digest("hex").slice(0, 8)}`;
  }

  /** Its Python, if it is installed and can be imported. When Python itself was removed or renewed since, it cannot. */
  async installed(): Promise<string | undefined> {
    const python = pythonOf(this.place);
    return (await canImport(python, this.module)) ? python : undefined;
  }

  /**
   * Installs it and returns its Python; one process at a time.
   *
   * The environment is made beside its place and moved there when it is complete and can be imported: an installation that
   * is interrupted never leaves half of it.
   *
   * @throws ShopError that says what to install
   */
  install(installation: Installation): Promise<string> {
    return withLockFile(join(CACHE, "lock"), () => this.make(installation), installation);
  }

  private async make(installation: Installation): Promise<string> {
    const installed = await this.installed();
    if (installed !== undefined) return installed;
    clearAbandoned();
    const draft = join(CACHE, `draft-${process.pid}`);
    const clear = () => rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
    process.on("exit", clear);
    try {
      await makeVirtualEnvironment(draft, this.requirementsFile, installation);
      if (!(await canImport(pythonOf(draft), this.module))) {
        throw new ShopError(
          `${this.id} was installed and cannot be imported (log: ${installation.logFile}): start again`,
        );
      }
      rmSync(this.place, { recursive: true, force: true });
      renameSync(draft, this.place);
      return pythonOf(this.place);
    } finally {
      clear();
      process.off("exit", clear);
    }
  }

  private get place(): string {
    return join(CACHE, this.id);
  }
}

/** Removes what installations left that were ended without a chance to. */
const clearAbandoned = (): void => {
  for (const name of readdirSync(CACHE)) {
    const pid = Number(/^draft-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !processIsAlive(pid)) rmSync(join(CACHE, name), { recursive: true, force: true });
  }
};
