import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { localServer } from "../lambda/support/local-server";

const PROJECT = join(__dirname, "..", "..");
const HERE = "localhost,127.0.0.1,[::1],::1";

/** Nothing listens on port 9. Node.js 24 heeds these by itself, older ones leave it to their programs. */
const PROXY = { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: "http://127.0.0.1:9" };

test.each([
  [{}, HERE],
  [{ NO_PROXY: "" }, HERE],
  [{ NO_PROXY: "corp.example, localhost" }, "corp.example,localhost,127.0.0.1,[::1],::1"],
  [{ no_proxy: "corp.example" }, `corp.example,${HERE}`],
  [{ NO_PROXY: "*" }, "*"],
])("a proxy is not asked for this machine, whatever the environment says: %j", async (given, list) => {
  const server = await localServer((_, response) => response.end("direct"));
  const script = `require("./bin/direct-loopback.cjs");
    const { NO_PROXY, no_proxy } = process.env;
    fetch("${server.url}").then((answer) => answer.text()).then((text) => console.log(JSON.stringify([text, NO_PROXY, no_proxy])))`;
  const env = { PATH: process.env["PATH"], ...PROXY, ...given };
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: PROJECT, env });
  expect(JSON.parse(stdout)).toEqual(["direct", list, list]);
  await server.close();
});

test.each(["bin/shop.ts", "bin/board.ts", "local/start.mjs", "test/run.mjs"])("%s sees to that first", (program) => {
  const imports = readFileSync(join(PROJECT, program), "utf8").matchAll(/^import .*"(\.[^"]+)";$/gm);
  expect([...imports].map(([, path]) => path).slice(0, 2)).toContainEqual(expect.stringMatching(/direct-loopback/));
});
