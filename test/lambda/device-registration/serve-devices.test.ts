import { SNSClient } from "@aws-sdk/client-sns";
import { boundedClient } from "../../../lambda/messaging/aws-clients";
import { AN_APPLE_TOKEN, TestDeviceRegistration } from "../support/device-registration-services";
import { type LocalServer, localServer, towards } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { invalid } from "../support/push-service";

const { lines } = eachTestLogs();
const TOKEN = "token-of-ada";
const ENDPOINT = "arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001";
const A_DEVICE = { platform: "GCM", token: TOKEN, customer: "ada" };
const CALLS = Object.entries({ POST: A_DEVICE, DELETE: { endpoint: ENDPOINT } });

let registration: TestDeviceRegistration;
beforeEach(() => {
  registration = new TestDeviceRegistration();
});

const ask: TestDeviceRegistration["ask"] = (...call) => registration.ask(...call);

const endpointOf = (answer: { readonly body?: unknown }): string =>
  /arn:[^"]+/.exec(JSON.stringify(answer.body))?.[0] ?? "";

describe("the device registration", () => {
  test.each([
    ["GCM", TOKEN],
    ["GCM", "a".repeat(4_096)],
    ["APNS", AN_APPLE_TOKEN],
    ["APNS", "f".repeat(400)],
  ])("registers a device of %s with the shop's application for it", async (platform, token) => {
    const answer = await ask({ body: { platform, token } });
    const endpoint = expect.stringContaining(`:endpoint/${platform}/coffee-shop/`);
    expect(answer).toEqual({ status: 200, headers: {}, body: { endpoint } });
    expect(registration.service.endpoints.get(endpointOf(answer))).toEqual({ Token: token, Enabled: "true" });
  });

  test("answers the same however often it is asked", async () => {
    const first = await ask({ body: A_DEVICE });
    expect(await ask({ body: A_DEVICE, path: "/devices/" })).toEqual(first);
    expect(registration.service.endpoints.size).toBe(1);
  });

  test("takes a token in one spelling: Apple's in small letters, Firebase's as it is", async () => {
    await ask({ body: { platform: "APNS", token: AN_APPLE_TOKEN.toUpperCase() } });
    await ask({ body: { platform: "GCM", token: "Token-Of-Ada" } });
    const tokens = [...registration.service.endpoints.values()].map(({ Token }) => Token);
    expect(tokens).toEqual([AN_APPLE_TOKEN, "Token-Of-Ada"]);
  });

  test("removes an endpoint, however often it is asked", async () => {
    const endpoint = endpointOf(await ask({ body: A_DEVICE }));
    for (let time = 0; time < 2; time += 1)
      expect(await ask({ method: "DELETE", body: { endpoint } })).toEqual({ status: 204, headers: {} });
    expect(registration.service.endpoints.size).toBe(0);
  });

  test("passes on that SNS does not take a token: 400, not to be asked again", async () => {
    const reason = "Token Reason: iOS device tokens must be no more than 400 hexadecimal characters";
    registration.service.failWith(() => invalid(reason));
    const faults = [{ path: "token", message: "SNS does not take it for a device token" }];
    expect(await ask({ body: A_DEVICE })).toMatchObject({ status: 400, headers: {}, body: { faults } });
  });

  test.each(CALLS)("asks to come again when SNS is away: 503 to a %s", async (method, body) => {
    registration.service.failWith((input) => new RangeError(`no answer to ${JSON.stringify(input)}`));
    const error = "it is not known whether the device was registered or removed";
    const faults = [{ path: "", message: "Amazon SNS did not do it in time: ask again" }];
    const later = { status: 503, headers: { "retry-after": "2" }, body: { error, faults } };
    expect(await ask({ method, body })).toEqual(later);
    expect(lines()).toEqual(['{"message":"device registration has to be asked again","reason":"RangeError"}']);
  });
});

test("token, endpoint and customer are in no log line, whatever happens", async () => {
  const registered = endpointOf(await ask({ body: A_DEVICE }));
  await ask({ method: "DELETE", body: { endpoint: registered } });
  await ask({ body: { ...A_DEVICE, platform: TOKEN } });
  registration.service.failWith((input) => invalid(`Token Reason: ${JSON.stringify(input)}`));
  await ask({ body: A_DEVICE });
  await ask({ method: "DELETE", body: { endpoint: registered } });
  expect(lines().join("\n")).not.toMatch(/token-of-ada|endpoint\/|"ada"/);
});

describe("the device registration answers in time although SNS (a local stand-in)", () => {
  let server: LocalServer;
  afterEach(() => server.close());

  /** Asks while SNS is the given server, through the real client, and has to be answered by the deadline. */
  const answered = async (method: string, body: object, deadlineMs: number) => {
    const client = new SNSClient({ ...boundedClient(), ...towards(server) });
    const started = Date.now();
    const { status } = await ask({ method, body }, client, AbortSignal.timeout(deadlineMs));
    client.destroy();
    return { status, tookMs: Date.now() - started };
  };

  test.each(CALLS)("never answers a %s", async (method, body) => {
    server = await localServer(() => undefined);
    const { status, tookMs } = await answered(method, body, 300);
    expect(status).toBe(503);
    expect(tookMs).toBeLessThan(1_000);
    expect(lines().join("\n")).not.toMatch(/token-of-ada|endpoint\//);
  });

  test("answers 503 each time", async () => {
    server = await localServer((_, response) => void response.writeHead(503).end());
    expect((await answered("POST", A_DEVICE, 4_000)).status).toBe(503);
    expect(server.requests).toHaveLength(2);
  });
});
