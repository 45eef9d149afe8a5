#!/usr/bin/env -S node --import tsx
import { processTerminal } from "../cli/terminal";

/** Said by the AWS SDK on every start under Node.js 20, which is supported here. The SDK is loaded after this line. */
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** How long a verb may take to finish its account after Ctrl-C. */
const LAST_WORDS_MS = 2_000;

const stopping = new AbortController();
process.once("SIGINT", () => {
  stopping.abort();
  setTimeout(() => process.exit(130), LAST_WORDS_MS).unref();
});
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

import("../cli/run-shop")
  .then(({ runShop }) => runShop(process.argv.slice(2), processTerminal(stopping.signal)))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
