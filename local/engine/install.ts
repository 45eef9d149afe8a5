import { join } from "node:path";
import { PinnedEnvironment } from "./pinned-environment";
import type { Installation } from "./virtual-environment";

/** Everything the engine is made of, pinned by hashes. */
export const REQUIREMENTS = join(__dirname, "requirements.txt");

/** Identifies the engine with everything it is made of. */
export const engineId = (requirements?: string): string =>
  new PinnedEnvironment("ministack", REQUIREMENTS, requirements).id;

/** The Python that runs the engine, if it is installed. */
export const installedEngine = (): string | undefined => new PinnedEnvironment("ministack", REQUIREMENTS).installed;

/**
 * Installs the engine and returns its Python.
 *
 * @throws ShopError that says what to install
 */
export const installEngine = (installation: Installation): Promise<string> =>
  new PinnedEnvironment("ministack", REQUIREMENTS).install(installation);
