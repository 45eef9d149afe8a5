import { SNSClient } from "@aws-sdk/client-sns";
import { readApplications, registerDevice, removeDevice } from "../../../lambda/device-registration/register-device";
import { serveDevices } from "../../../lambda/device-registration/serve-devices";
import { boundedClient } from "../../../lambda/messaging/aws-clients";
import { FIREBASE_APPLICATION } from "../support/desk";
import { type LocalServer, localServer, towards } from "../support/local-server";
import { eachTestLogs } from "../support/logs";

const { lines } = eachTestLogs();

let server: LocalServer;
afterEach(() => server.close());

/** Asks for a device while SNS is the given server, through the real client, and has to be answered by the deadline. */
const ask = async (method: string, body: object, deadlineMs: number) => {
  const client = new SNSClient({ ...boundedClient(), ...towards(server) });
  const started = Date.now();
  const { status } = await serveDevices(
    {
      method,
      path: "/devices",
      headers: { "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(body)),
    },
    {
      applications: readApplications(FIREBASE_APPLICATION),
      register: registerDevice(client),
      remove: removeDevice(client),
      deadline: () => AbortSignal.timeout(deadlineMs),
    },
  );
  client.destroy();
  return { status, tookMs: Date.now() - started };
};

const device = { platform: "GCM", token: "token-of-ada" };
const endpoint = `${FIREBASE_APPLICATION.replace(":app/", ":endpoint/")}/00000000-0000-3000-8000-000000000001`;

describe("the device desk answers in time although SNS (a local stand-in)", () => {
  test.each([
    ["POST", device],
    ["DELETE", { endpoint }],
  ])("never answers a %s", async (method, body) => {
    server = await localServer(() => undefined);
    const { status, tookMs } = await ask(method, body, 300);
    expect(status).toBe(503);
    expect(tookMs).toBeLessThan(1_000);
    expect(lines().join("\n")).not.toMatch(/token-of-ada|endpoint\//);
  });

  test("answers 503 each time", async () => {
    server = await localServer((_, response) => void response.writeHead(503).end());
    expect((await ask("POST", device, 4_000)).status).toBe(503);
    expect(server.requests).toHaveLength(2);
  });
});
