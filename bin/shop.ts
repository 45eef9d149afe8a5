#!/usr/bin/env -S node --import tsx
import "./check-node.cjs";
import "./direct-loopback.cjs";
import { processTerminal } from "../cli/terminal";

/** Said by the AWS SDK on every start under Node.js 20, which is supported here. The SDK is loaded after this line. */
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** How long a verb may take to finish its account after Ctrl-C, unless it asked for more. */
const LAST_WORDS_MS = 2_000;

const stopping = new AbortController();
let lastWordsMs = LAST_WORDS_MS;
const stop = () => {
  if (stopping.signal.aborted) return;
  stopping.abort();
  setTimeout(() => process.exit(130), lastWordsMs).unref();
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
/** The reader has gone, or the terminal was closed: nobody listens, but a verb that asked for time has work to finish. */
const NOBODY_READS = new Set(["EPIPE", "EIO"]);
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!NOBODY_READS.has(error.code ?? "")) throw error;
    if (lastWordsMs === LAST_WORDS_MS) process.exit();
    stop();
  });
}
const terminal = processTerminal(stopping.signal, (milliseconds) => {
  lastWordsMs = Math.max(lastWordsMs, milliseconds);
});

import("../cli/run-shop")
  .then(({ runShop }) => runShop(process.argv.slice(2), terminal))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
