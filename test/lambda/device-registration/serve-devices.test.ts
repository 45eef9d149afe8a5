import { AN_APPLE_TOKEN, TestDesk } from "../support/desk";
import { eachTestLogs } from "../support/logs";
import { invalid } from "../support/push-service";

const { lines } = eachTestLogs();

const TOKEN = "token-of-ada";
const A_DEVICE = { platform: "GCM", token: TOKEN, customer: "ada" };

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
});

const endpointOf = (answer: { readonly body?: unknown }): string => {
  const [endpoint = ""] = /arn:[^"]+/.exec(JSON.stringify(answer.body)) ?? [];
  return endpoint;
};

describe("the device desk", () => {
  test.each([
    ["GCM", TOKEN],
    ["GCM", "a".repeat(4_096)],
    ["APNS", AN_APPLE_TOKEN],
    ["APNS", "f".repeat(400)],
  ])("registers a device of %s with the shop's application for it", async (platform, token) => {
    const answer = await desk.ask({ body: { platform, token } });
    expect(answer).toEqual({
      status: 200,
      headers: {},
      body: { endpoint: expect.stringContaining(`:endpoint/${platform}/coffee-shop/`) },
    });
    expect(desk.service.endpoints.get(endpointOf(answer))).toEqual({ Token: token, Enabled: "true" });
  });

  test("answers the same however often it is asked", async () => {
    const answers = [await desk.ask({ body: A_DEVICE }), await desk.ask({ body: A_DEVICE, path: "/devices/" })];
    expect(answers[1]).toEqual(answers[0]);
    expect(desk.service.endpoints.size).toBe(1);
  });

  test("takes a token in one spelling: Apple's in small letters, Firebase's as it is", async () => {
    await desk.ask({ body: { platform: "APNS", token: AN_APPLE_TOKEN.toUpperCase() } });
    await desk.ask({ body: { platform: "GCM", token: "Token-Of-Ada" } });
    expect([...desk.service.endpoints.values()].map(({ Token }) => Token)).toEqual([AN_APPLE_TOKEN, "Token-Of-Ada"]);
  });

  test("removes an endpoint, however often it is asked", async () => {
    const endpoint = endpointOf(await desk.ask({ body: A_DEVICE }));
    for (let time = 0; time < 2; time += 1)
      expect(await desk.ask({ method: "DELETE", body: { endpoint } })).toEqual({ status: 204, headers: {} });
    expect(desk.service.endpoints.size).toBe(0);
  });

  test("passes on that SNS does not take a token: 400, not to be asked again", async () => {
    desk.service.before = () => {
      throw invalid("Token Reason: iOS device tokens must be no more than 400 hexadecimal characters");
    };
    expect(await desk.ask({ body: A_DEVICE })).toMatchObject({
      status: 400,
      headers: {},
      body: { faults: [{ path: "token", message: "SNS does not take it for a device token" }] },
    });
  });

  test.each([
    ["POST", A_DEVICE],
    [
      "DELETE",
      { endpoint: "arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/coffee-shop/00000000-0000-3000-8000-000000000001" },
    ],
  ])("asks to come again when SNS is away: 503 to a %s", async (method, body) => {
    desk.service.before = (_, input) => {
      throw new RangeError(`no answer to ${JSON.stringify(input)}`);
    };
    expect(await desk.ask({ method, body })).toEqual({
      status: 503,
      headers: { "retry-after": "2" },
      body: {
        error: "it is not known whether the device was registered or removed",
        faults: [{ path: "", message: "Amazon SNS did not do it in time: ask again" }],
      },
    });
    expect(lines()).toEqual(['{"message":"device desk has to be asked again","reason":"RangeError"}']);
  });
});

describe("token, endpoint and customer", () => {
  test("are in no log line, whatever happens", async () => {
    const registered = endpointOf(await desk.ask({ body: A_DEVICE }));
    await desk.ask({ method: "DELETE", body: { endpoint: registered } });
    await desk.ask({ body: { ...A_DEVICE, platform: TOKEN } });
    desk.service.before = (_, input) => {
      throw invalid(`Token Reason: ${JSON.stringify(input)}`);
    };
    await desk.ask({ body: A_DEVICE });
    await desk.ask({ method: "DELETE", body: { endpoint: registered } });
    expect(lines().join("\n")).not.toMatch(/token-of-ada|endpoint\/|"ada"/);
  });
});
