import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPort } from "../../local/ports";
import { localServer } from "../lambda/support/local-server";
import { eachTestHasAFolder } from "../support/folder";
import { withTakenPort } from "./support/taken-port";

const folder = eachTestHasAFolder();
const START = join(__dirname, "..", "..", "local", "start.mjs");

/** Runs `npm start` without npm, in a folder of its own. */
const start = (...options: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const args = [START, "--folder", join(folder(), "shop"), ...options];
    execFile(process.execPath, args, { cwd: folder(), timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });

describe("npm start", () => {
  test("explains itself", async () => {
    expect(await start("--help")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("--engine-port N"),
      stderr: "",
    });
  });

  test("ends with 2 for options nobody understands, and shows those there are", async () => {
    const { code, stderr } = await start("--prot", "1");
    expect(code).toBe(2);
    expect(stderr).toMatch(/--prot[\s\S]*--port N/);
    expect(existsSync(join(folder(), "shop"))).toBe(false);
  });

  test("says that a port is taken, and leaves nothing open behind", async () => {
    await withTakenPort(async (port) => {
      const { code, stderr } = await start("--port", String(port));
      expect([code, stderr]).toEqual([1, `port ${port} is taken: stop what uses it, or give --port another one\n`]);
      expect(existsSync(join(folder(), "shop", "shop.pid"))).toBe(false);
      expect(existsSync(join(folder(), "shop", "scratch"))).toBe(false);
    });
  });

  test("says that no engine answers", async () => {
    const endpoint = `http://localhost:${await findPort("", 0, 1)}`;
    const { code, stderr } = await start("--port", "0", "--endpoint", endpoint);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `^no engine answers at ${endpoint} \\(.*\\): start it, or leave out --endpoint to have one started\n$`,
      ),
    );
  });

  test("uses no engine of another account", async () => {
    const answer = "<GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>";
    const server = await localServer((_, response) => {
      const xml = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${answer}</GetCallerIdentityResponse>`;
      response.writeHead(200, { "content-type": "text/xml" }).end(xml);
    });
    try {
      expect(await start("--port", "0", "--endpoint", server.url)).toMatchObject({
        code: 1,
        stderr: `${server.url} answers for account 123456789012, not for the local 000000000000: give --endpoint a local engine\n`,
      });
    } finally {
      await server.close();
    }
  });

  test("says that the state folder cannot be used", async () => {
    writeFileSync(join(folder(), "shop"), "");
    expect(await start()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^the state folder cannot be used: /),
    });
  });
});
