// Loaded into the process that keeps a shop open: at SIGUSR2 it writes down how much memory is still in use after
// everything that could go has gone. The processes it starts are left alone.
const { writeFileSync } = require("node:fs");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

const file = process.env.HEAP_PROBE_FILE;
if (file !== undefined && process.argv[1]?.endsWith("start.mjs")) {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc");
  process.on("SIGUSR2", () => {
    collectGarbage();
    const { heapUsed, external, rss } = process.memoryUsage();
    writeFileSync(file, JSON.stringify({ inUse: heapUsed + external, resident: rss }));
  });
}
