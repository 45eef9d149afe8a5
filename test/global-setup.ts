import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Once per run: temporary files get a folder of their own. */
export default function globalSetup(): void {
  process.env["TMPDIR"] = mkdtempSync(join(tmpdir(), "coffee-units-"));
}
