import type { CdkCustomResourceEvent } from "aws-lambda";
import { deployed, sendReply } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { aSigningKey } from "../support/platform-application-services";

eachTestLogs();
const ARN = "arn:aws:sns:eu-west-1:000000000000:app/APNS/coffee-shop";

const platformApplication = deployed(
  () => import("../../../lambda/platform-application/index"),
  () => ({}),
  (body, response, { headers }) => {
    const secret = { Name: "push/apple", SecretString: JSON.stringify(aSigningKey()) };
    if (headers["x-amz-target"] !== "secretsmanager.GetSecretValue")
      sendReply(response, new URLSearchParams(body), { PlatformApplicationArn: ARN });
    else response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(secret));
  },
);

test("the custom resource as it is deployed reads the secret by name and makes the application", async () => {
  const ServiceToken = "arn:aws:lambda:eu-west-1:000000000000:function:provider";
  const event: CdkCustomResourceEvent = {
    RequestType: "Create",
    ServiceToken,
    ResponseURL: "https://example.com",
    StackId: "stack",
    RequestId: "request-1",
    LogicalResourceId: "Push",
    ResourceType: "Custom::PlatformApplication",
    ResourceProperties: { ServiceToken, Platform: "APNS", ApplicationName: "coffee-shop", SecretName: "push/apple" },
  };
  expect(await platformApplication.handler(event)).toEqual({ PhysicalResourceId: ARN, Data: { Arn: ARN } });
  const [secret, create] = platformApplication.requests();
  expect(JSON.parse(secret ?? "")).toEqual({ SecretId: "push/apple" });
  const form = new URLSearchParams(create);
  const made = ["Action", "Platform", "Name"].map((name) => form.get(name));
  expect(made).toEqual(["CreatePlatformApplication", "APNS", "coffee-shop"]);
  expect([...form.values()]).toEqual(expect.arrayContaining(["PlatformPrincipal", "ABC123DEFG"]));
});
