import { randomBytes } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { AwsApiProxy, fromEngine, toEngine } from "../../../local/engine/aws-api-proxy";
import { type BareEngine, headersOf, openBareEngine } from "../support/bare-engine";

let engine: BareEngine;
let proxy: AwsApiProxy;
beforeEach(async () => {
  engine = await openBareEngine();
  proxy = await AwsApiProxy.open(() => engine.port);
});
afterEach(async () => {
  await proxy.close();
  await engine.close();
});

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

/** Asks as plainly as HTTP goes: `fetch` would unpack and rename things. */
const call = async ({ method = "POST", path = "/", headers = {}, body }: Call) => {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(proxy.url, { method, path, headers, agent: false }, resolve).on("error", reject).end(body);
  });
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  return { status: answer.statusCode, rawHeaders: answer.rawHeaders, body: Buffer.concat(parts) };
};

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const INVALID_UTF8 = Buffer.from([0x00, 0xff, 0xfe, 0xc3, 0x28, 0x80]);

test.each([
  { origin: "http://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { host: "evil.example" },
  { host: "localhost@evil.example" },
])("a web page gets no further than the proxy: %j", async (headers) => {
  expect((await call({ headers: { ...FORM, ...headers }, body: "Action=ListSubscriptions" })).status).toBe(403);
  expect(engine.reached).toEqual([]);
});

describe("a request on its way to the engine", () => {
  test.each([
    ["GET", "/2015-03-31/functions/Cashier%2F1?Marker=a%20b&x", undefined],
    ["POST", "/", '{"TableName":"IdempotencyStore ☕"}'],
    ["PUT", "/bucket/key", INVALID_UTF8],
    ["DELETE", "/bucket/key", undefined],
    ["POST", "/", randomBytes(3_000_000)],
  ])("is the same: %s %s", async (method, path, body) => {
    await call({ method, path, ...(body && { body }) });
    expect(engine.reached).toMatchObject([{ method, path }]);
    expect(engine.reached[0]?.body.equals(Buffer.from(body ?? ""))).toBe(true);
  });

  test("keeps its headers", async () => {
    const headers = { host: "bucket.localhost:1", "X-Amz-Target": "DynamoDB_20120810.PutItem", "x-twice": ["a", "b"] };
    await call({ headers, body: "{}" });
    const reached = engine.reached[0]?.rawHeaders ?? [];
    expect(reached).toContain("X-Amz-Target");
    expect(headersOf(reached, "host")).toEqual(["bucket.localhost:1"]);
    expect(headersOf(reached, "x-amz-target")).toEqual(["DynamoDB_20120810.PutItem"]);
    expect(headersOf(reached, "x-twice")).toEqual(["a", "b"]);
  });

  test("says how long it is once, however it was told", async () => {
    await call({ headers: { "transfer-encoding": "chunked", expect: "100-continue" }, body: "in chunks" });
    const reached = engine.reached[0]?.rawHeaders ?? [];
    expect(engine.reached[0]?.body.toString()).toBe("in chunks");
    expect(headersOf(reached, "content-length")).toEqual(["9"]);
    expect([...headersOf(reached, "transfer-encoding"), ...headersOf(reached, "expect")]).toEqual([]);
  });

  test("is the same as a form without a device, even one that is no text", async () => {
    const body = Buffer.concat([Buffer.from("Action=Publish&Message=a+b%20c&Odd="), INVALID_UTF8]);
    await call({ headers: FORM, body });
    expect(engine.reached[0]?.body.equals(body)).toBe(true);
  });
});

describe("an answer on its way back", () => {
  test.each([
    [200, Buffer.from("<ok/>")],
    [204, Buffer.from("")],
    [404, Buffer.from('{"__type":"NotFound"}')],
    [500, INVALID_UTF8],
    [200, randomBytes(3_000_000)],
  ])("is the same: %d", async (status, body) => {
    engine.reply = (_, response) =>
      response.writeHead(status, ["X-Amzn-RequestId", "r-1", "set-cookie", "a", "set-cookie", "b"]).end(body);
    const answer = await call({ body: "{}" });
    expect([answer.status, answer.body.equals(body)]).toEqual([status, true]);
    expect(headersOf(answer.rawHeaders, "x-amzn-requestid")).toEqual(["r-1"]);
    expect(headersOf(answer.rawHeaders, "set-cookie")).toEqual(["a", "b"]);
  });

  test("to HEAD tells the length of what would follow", async () => {
    engine.reply = (_, response) => response.writeHead(200, { "content-length": "1234" }).end();
    const answer = await call({ method: "HEAD", path: "/bucket/key" });
    expect(headersOf(answer.rawHeaders, "content-length")).toEqual(["1234"]);
  });
});

describe("a device", () => {
  const ID = "0123abcd-0000-4000-8000-000000000001";
  const HERE = `arn:aws:sns:us-east-1:000000000000:app/GCM/decoupled-coffee/${ID}`;
  const AT_AWS = HERE.replace(":app/", ":endpoint/");

  test("is named as each side knows it", async () => {
    const told = jest.fn();
    proxy.onCall = told;
    engine.reply = (_, response) =>
      response.writeHead(200, { "content-length": `${HERE.length + 7}` }).end(`<a>${HERE}</a>`);
    const form = new URLSearchParams({ Action: "Publish", TargetArn: AT_AWS, Message: `Tea & "☕" for ${AT_AWS}` });
    const answer = await call({ headers: FORM, body: form.toString() });
    const reached = new URLSearchParams(engine.reached[0]?.body.toString());
    expect(Object.fromEntries(reached)).toEqual({ ...Object.fromEntries(form), TargetArn: HERE });
    expect(answer.body.toString()).toBe(`<a>${AT_AWS}</a>`);
    expect(told.mock.calls).toEqual([[{ form, answer: `<a>${AT_AWS}</a>` }]]);
  });

  test("is named so in an error too, which nobody is told of", async () => {
    const told = jest.fn();
    proxy.onCall = told;
    engine.reply = (_, response) => response.writeHead(400).end(`<Message>Endpoint ${HERE} already exists</Message>`);
    const answer = await call({ headers: FORM, body: "Action=CreatePlatformEndpoint" });
    expect([answer.status, answer.body.toString()]).toEqual([
      400,
      `<Message>Endpoint ${AT_AWS} already exists</Message>`,
    ]);
    expect(told).not.toHaveBeenCalled();
  });

  test("is left alone in what is no call of the Query protocol", async () => {
    engine.reply = ({ body }, response) => response.end(body);
    const answer = await call({ headers: { "content-type": "application/x-amz-json-1.0" }, body: HERE });
    expect(answer.body.toString()).toBe(HERE);
  });

  test("gets its answer when whoever listens fails", async () => {
    proxy.onCall = () => {
      throw new Error("disk full");
    };
    engine.reply = (_, response) => response.end("<done/>");
    expect((await call({ headers: FORM, body: "Action=Publish" })).body.toString()).toBe("<done/>");
  });
});

const ID = "0123abcd-0000-4000-8000-000000000001";
const HERE = "arn:aws:sns:us-east-1:000000000000:app/";
const AT_AWS = "arn:aws:sns:us-east-1:000000000000:endpoint/";

describe("the name of a device", () => {
  test.each(["GCM", "APNS", "APNS_SANDBOX"])(
    "of %s is the engine's on the way there, AWS's on the way back",
    (platform) => {
      const device = `${platform}/decoupled-coffee/${ID}`;
      for (const parameter of ["EndpointArn", "TargetArn"]) {
        const asked = new URLSearchParams({ Action: "Publish", [parameter]: AT_AWS + device });
        expect(toEngine(asked)?.get(parameter)).toBe(HERE + device);
        expect(asked.get(parameter)).toBe(AT_AWS + device);
      }
      expect(fromEngine(`<a>${HERE}${device}</a><b>${HERE}${device}</b>`)).toBe(
        `<a>${AT_AWS}${device}</a><b>${AT_AWS}${device}</b>`,
      );
    },
  );

  test.each([
    { TargetArn: "arn:aws:sns:us-east-1:000000000000:OrderReady" },
    { TargetArn: `${AT_AWS}GCM/decoupled-coffee/${ID}/more` },
    { TargetArn: `${AT_AWS}GCM/decoupled-coffee` },
    { Endpoint: `${AT_AWS}GCM/decoupled-coffee/${ID}` },
    { Message: `${AT_AWS}GCM/decoupled-coffee/${ID}` },
  ])("is nothing to translate in %p", (fields) => {
    expect(toEngine(new URLSearchParams(fields as unknown as Record<string, string>))).toBeUndefined();
  });

  test.each([`${HERE}GCM/decoupled-coffee`, `${HERE}GCM/decoupled-coffee/short`, "/app/GCM/x", ""])(
    "is not what an answer says with %p",
    (answer) => expect(fromEngine(answer)).toBe(answer),
  );
});

const unhandled = jest.fn();
beforeEach(() => {
  unhandled.mockClear();
  process.on("unhandledRejection", unhandled);
});
afterEach(() => void process.off("unhandledRejection", unhandled));

/** A reply of which it is known where it comes from. */
const replyFromEngine = () => {
  engine.reply = (_, response) => response.end("from the engine");
};

const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });
const textOf = async (path = "/", request: RequestInit = {}) => (await fetch(proxy.url + path, request)).text();

/** Rejections are reported after the work at hand. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

describe("the proxy by itself", () => {
  beforeEach(replyFromEngine);

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

test("knows how many messages functions had taken by a queue since a moment", async () => {
  const began = Date.now() - 1;
  const send = (action: string, QueueUrl: string, answer: object, status = 200) => {
    engine.reply = (_, response) => response.writeHead(status).end(JSON.stringify(answer));
    return call({ headers: { "x-amz-target": `AmazonSQS.${action}` }, body: JSON.stringify({ QueueUrl }) });
  };
  await send("SendMessageBatch", "orders", { Successful: [{}, {}, {}], Failed: [{}] });
  await send("SendMessage", "orders", {});
  await send("SendMessage", "orders", {}, 503);
  await send("SendMessage", "other", {});
  await send("ReceiveMessage", "orders", {});
  expect([proxy.sentSince(began, "orders"), proxy.sentSince(Date.now() + 1, "orders")]).toEqual([4, 0]);
});
