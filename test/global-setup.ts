import { bundleHandlers } from "../lib/handler-bundles";

/** Once per run: the functions are bundled, as every synthesis finds them. */
export default function globalSetup(): void {
  bundleHandlers();
}
