import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleHandlers } from "../lib/messaging/handler-bundles";

/** Once per run: the functions are bundled, as every synthesis finds them, and temporary files get a folder of their own. */
export default function globalSetup(): void {
  bundleHandlers();
  process.env["TMPDIR"] = mkdtempSync(join(tmpdir(), "coffee-units-"));
}
