import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from "aws-lambda";
import { aSigningKey } from "../support/credentials";
import { type LocalServer, localServer } from "../support/local-server";
import { eachTestLogs } from "../support/logs";
import { sendReply } from "../support/sns-reply";

eachTestLogs();

const ARN = "arn:aws:sns:eu-west-1:000000000000:app/APNS/coffee-shop";

let server: LocalServer;
let handler: (event: CdkCustomResourceEvent) => Promise<CdkCustomResourceResponse>;

beforeAll(async () => {
  server = await localServer((body, response, { headers }) => {
    if (headers["x-amz-target"] === "secretsmanager.GetSecretValue")
      response
        .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
        .end(JSON.stringify({ Name: "push/apple", SecretString: JSON.stringify(aSigningKey()) }));
    else sendReply(response, new URLSearchParams(body), { PlatformApplicationArn: ARN });
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  handler = (await import("../../../lambda/platform-application/index")).handler;
});
afterAll(() => server.close());

test("the custom resource as it is deployed reads the secret by name and makes the application", async () => {
  const event: CdkCustomResourceEvent = {
    RequestType: "Create",
    ServiceToken: "arn:aws:lambda:eu-west-1:000000000000:function:provider",
    ResponseURL: "https://example.com",
    StackId: "stack",
    RequestId: "request-1",
    LogicalResourceId: "Push",
    ResourceType: "Custom::PlatformApplication",
    ResourceProperties: {
      ServiceToken: "arn:aws:lambda:eu-west-1:000000000000:function:provider",
      Platform: "APNS",
      ApplicationName: "coffee-shop",
      SecretName: "push/apple",
    },
  };
  expect(await handler(event)).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
  const [secret, create] = server.requests;
  expect(JSON.parse(secret ?? "")).toEqual({ SecretId: "push/apple" });
  const form = new URLSearchParams(create);
  expect([form.get("Action"), form.get("Platform"), form.get("Name")]).toEqual([
    "CreatePlatformApplication",
    "APNS",
    "coffee-shop",
  ]);
  expect([...form.values()]).toEqual(expect.arrayContaining(["PlatformPrincipal", "ABC123DEFG"]));
});
