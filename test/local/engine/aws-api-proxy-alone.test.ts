import { createServer } from "node:net";
import { AwsApiProxy } from "../../../local/engine/aws-api-proxy";
import { type BareEngine, openBareEngine } from "../support/bare-engine";

let engine: BareEngine;
let proxy: AwsApiProxy;
const unhandled = jest.fn();
beforeEach(async () => {
  engine = await openBareEngine();
  engine.reply = (_, response) => response.end("from the engine");
  proxy = await AwsApiProxy.open(() => engine.port);
  unhandled.mockClear();
  process.on("unhandledRejection", unhandled);
});
afterEach(async () => {
  await proxy.close();
  await engine.close();
  process.off("unhandledRejection", unhandled);
});

const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });
const textOf = async (path = "/", request: RequestInit = {}) => (await fetch(proxy.url + path, request)).text();

/** Rejections are reported after the work at hand. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

describe("the proxy by itself", () => {
  test("serves its file at the file's path and by GET only", async () => {
    expect(await textOf("/key.pem")).toBe("from the engine");
    proxy.file = { path: "/key.pem", text: "a certificate" };
    expect(await textOf("/key.pem")).toBe("a certificate");
    const others = [textOf("/key.pem?x"), textOf("/x/key.pem"), textOf("/"), textOf("/key.pem", { method: "POST" })];
    expect(new Set(await Promise.all(others))).toEqual(new Set(["from the engine"]));
  });

  test("answers what it is told to answer, and nothing else", async () => {
    const told = jest.fn();
    proxy.onCall = told;
    proxy.answer = (asked) => (asked.get("Token") === "mine" ? "<mine/>" : undefined);
    expect(await textOf("/", form({ Token: "mine" }))).toBe("<mine/>");
    expect([engine.reached, told.mock.calls]).toEqual([[], []]);
    expect(await textOf("/", form({ Token: "yours" }))).toBe("from the engine");
    const json = { method: "POST", headers: { "content-type": "text/plain" }, body: "Token=mine" };
    expect(await textOf("/", json)).toBe("from the engine");
  });

  test("listens on this machine only", async () => {
    expect(new URL(proxy.url).hostname).toBe("localhost");
    await expect(fetch(proxy.url.replace("localhost", "127.0.0.2"))).rejects.toThrow();
  });
});

describe("an engine that fails", () => {
  test("that is gone leaves the caller without an answer, and the proxy open", async () => {
    await engine.close();
    await expect(textOf("/", form({ Action: "Publish" }))).rejects.toThrow();
    await expect(textOf()).rejects.toThrow();
    engine = await openBareEngine();
    expect(await textOf()).toBe("");
    await settle();
    expect(unhandled).not.toHaveBeenCalled();
  });

  test.each([
    ["before its answer", ""],
    ["within its answer", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of"],
    ["with something else than HTTP", "SSH-2.0-OpenSSH\r\n"],
  ])("that ends the connection %s leaves the caller without one", async (_, words) => {
    const broken = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => (words ? socket.end(words) : socket.destroy()));
    });
    await new Promise<void>((resolve) => broken.listen(0, "127.0.0.1", resolve));
    const address = broken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const other = await AwsApiProxy.open(() => port);
    const told = jest.fn();
    other.onCall = told;
    await expect(fetch(other.url, form({ Action: "Publish" })).then((one) => one.text())).rejects.toThrow();
    await settle();
    expect([unhandled.mock.calls, told.mock.calls]).toEqual([[], []]);
    await other.close();
    await new Promise((resolve) => broken.close(resolve));
  });
});

describe("closing", () => {
  test("does not wait for an engine that does not answer", async () => {
    const asked = new Promise<void>((resolve) => {
      engine.reply = () => resolve();
    });
    const waiting = textOf();
    const failed = expect(waiting).rejects.toThrow();
    await asked;
    await proxy.close();
    await failed;
    await expect(textOf()).rejects.toThrow();
    await settle();
    expect(unhandled).not.toHaveBeenCalled();
  });

  test("is the same a second time", async () => {
    await proxy.close();
    await expect(proxy.close()).resolves.toBeUndefined();
  });
});
