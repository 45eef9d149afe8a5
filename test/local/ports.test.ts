import { findPort, portIsFree } from "../../local/ports";
import { withTakenPort } from "./support/taken-port";

const taken =
  (...ports: number[]) =>
  async (port: number) =>
    !ports.includes(port);

describe("a port", () => {
  test("is the usual one, or the first free one above it", async () => {
    expect(await findPort("--port", undefined, 3000, taken())).toBe(3000);
    expect(await findPort("--port", undefined, 3000, taken(3000, 3001))).toBe(3002);
  });

  test("is the one that is asked for", async () => {
    expect(await findPort("--port", 8080, 3000, taken(3000))).toBe(8080);
  });

  test("that is asked for and taken is an error that says what to do", async () => {
    await expect(findPort("--port", 8080, 3000, taken(8080))).rejects.toThrow(
      "port 8080 is taken: stop what uses it, or give --port another one",
    );
  });

  test("is looked for in a limited range", async () => {
    await expect(findPort("--port", undefined, 3000, async () => false)).rejects.toThrow(
      "no port from 3000 to 3099 is free: give one with --port",
    );
  });

  test("may be any: then it is one that nobody has", async () => {
    const port = await findPort("--port", 0, 3000);
    expect(port).toBeGreaterThan(0);
    expect(await portIsFree(port)).toBe(true);
  });

  test.each(["127.0.0.1", "::1", "0.0.0.0"])("is not free while somebody serves it on %s", async (host) => {
    await withTakenPort(async (port) => {
      expect(await portIsFree(port)).toBe(false);
    }, host);
  });
});
