import { rmSync } from "node:fs";
import { tmpdir } from "node:os";

/** Removes the temporary files of the run: each synthesis leaves an assembly there. */
export default function globalTeardown(): void {
  if (tmpdir().includes("coffee-units-")) rmSync(tmpdir(), { recursive: true, force: true });
}
