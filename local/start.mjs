// `npm start`: opens the shop on this machine. Plain JavaScript without packages, since it is what installs them.
import { createRequire } from "node:module";
import "../bin/direct-loopback.cjs";
import { setUpPackages, unfitMachine } from "./setup.mjs";

const unfit = unfitMachine(process.versions.node, process.platform);
if (unfit !== undefined) {
  console.error(unfit);
  process.exit(1);
}
await setUpPackages();

// The AWS SDK announces on every start that it will stop supporting Node.js 20 one day.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
// Its cache would stay in the folder for temporary files when the shop closes.
process.env.TSX_DISABLE_CACHE = "1";
const { register } = await import("tsx/cjs/api");
register();
const { runLocalShop } = createRequire(import.meta.url)("./shop.ts");
process.exit(await runLocalShop(process.argv.slice(2)));
