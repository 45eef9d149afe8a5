import { createPrivateKey } from "node:crypto";
import { LOCAL_STAGE } from "../../lib/settings/stage";
import { readSettings } from "../../lib/settings/stage-settings";
import { putPushSecret } from "../../local/push-secret";
import { type LocalServer, localServer } from "../lambda/support/local-server";

let engine: LocalServer;
let target: string | undefined;
let reply: { readonly status: number; readonly body: unknown };
beforeEach(async () => {
  reply = { status: 200, body: { Name: "secret" } };
  engine = await localServer((_, response, { headers }) => {
    target = String(headers["x-amz-target"]);
    response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(reply.body));
  });
});
afterEach(() => engine.close());

describe("the credential for mobile push", () => {
  test("is put where the stacks read it, in the shape of Google's", async () => {
    await putPushSecret(engine.url);
    const { Name, SecretString } = JSON.parse(engine.requests[0] ?? "");
    expect([target, Name]).toEqual(["secretsmanager.CreateSecret", readSettings(LOCAL_STAGE).push.fcmSecret]);
    const account = JSON.parse(SecretString);
    expect(account).toMatchObject({ type: "service_account", project_id: expect.any(String) });
    expect(account.client_email).toMatch(/@.*\.iam\.gserviceaccount\.com$/);
    expect(createPrivateKey(account.private_key).asymmetricKeyType).toBe("rsa");
  });

  test("is another one each time", async () => {
    await putPushSecret(engine.url);
    await putPushSecret(engine.url);
    const keys = engine.requests.map((body) => JSON.parse(JSON.parse(body).SecretString).private_key);
    expect(new Set(keys).size).toBe(2);
  });

  test("may be there already", async () => {
    reply = { status: 400, body: { __type: "ResourceExistsException", message: "it exists" } };
    await expect(putPushSecret(engine.url)).resolves.toBeUndefined();
  });

  test("is missed when the engine refuses it", async () => {
    reply = { status: 400, body: { __type: "InvalidParameterException", message: "no such name" } };
    await expect(putPushSecret(engine.url)).rejects.toThrow("no such name");
  });

  test("reaches the engine whatever the environment says about endpoints", async () => {
    const before = process.env;
    process.env = { ...before, AWS_USE_FIPS_ENDPOINT: "true" };
    try {
      await putPushSecret(engine.url);
    } finally {
      process.env = before;
    }
    expect(engine.requests).toHaveLength(1);
  });
});
