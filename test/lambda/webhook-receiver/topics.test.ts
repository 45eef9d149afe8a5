import { certificateOrigin } from "../../../lambda/webhook-receiver/download-certificate";
import { expectedTopics } from "../../../lambda/webhook-receiver/topics";
import { words } from "../support/words";
import { TOPIC } from "./support/sns";

describe("the topics that are listened to", () => {
  test("are those named, each with where its certificates are", () => {
    const [one, two] = [TOPIC, "arn:aws-cn:sns:cn-northwest-1:000000000000:coupons_2"];
    const origins = [...expectedTopics(`${one},${two}`)].map(([arn, topic]) => [arn, topic.certificateOrigin]);
    const expected = { [one]: "sns.eu-west-1.amazonaws.com", [two]: "sns.cn-northwest-1.amazonaws.com.cn" };
    expect(origins).toEqual(Object.entries(expected).map(([arn, host]) => [arn, `https://${host}`]));
  });

  test.each([
    ["eusc", "eusc-de-east-1", "amazonaws.eu"],
    ["iso", "us-iso-east-1", "c2s.ic.gov"],
    ["iso-e", "eu-isoe-west-1", "cloud.adc-e.uk"],
  ])("may be in the partition aws-%s, whose domain has to be said", (partition, region, suffix) => {
    const arn = `arn:aws-${partition}:sns:${region}:000000000000:trivia`;
    expect(expectedTopics(arn, undefined, suffix).get(arn)).toMatchObject({
      certificateOrigin: `https://sns.${region}.${suffix}`,
      signers: expect.arrayContaining([`sns-signing.${region}.${suffix}`]),
    });
    expect(() => expectedTopics(arn)).toThrow(/^DNS_SUFFIX: not a domain: /);
    expect(() => expectedTopics(arn.replace(`aws-${partition}`, "aws"), undefined, suffix)).toThrow(/^TOPIC_ARNS: /);
  });

  test.each([
    "",
    ...words(`, ${TOPIC}, ${TOPIC};${TOPIC} * trivia ${TOPIC}.fifo ${TOPIC}:22222222-0000-4000-8000-000000000002`),
    ...[TOPIC.replace("arn:aws:", "arn:aws-cn:"), TOPIC.replace("eu-west-1", "cn-north-1")],
    ...[TOPIC.replace("eu-west-1", "us-gov-west-1"), TOPIC.replace("arn:aws:", "arn:aws-us-gov:")],
    TOPIC.replace("eu-west-1", "example.com/"),
    ...[TOPIC.replace(":sns:", ":sqs:"), TOPIC.replace("000000000000", "0")],
  ])("are named in full: the function does not start with %j", (topicArns) => {
    expect(() => expectedTopics(topicArns)).toThrow(/^TOPIC_ARNS: not a standard topic of Amazon SNS: /);
  });
});

describe("the certificate of a local shop", () => {
  const AWS = { AWS_ENDPOINT_URL: "http://localhost:4566/x" };

  test.each([
    ["nowhere, unless it is said where", {}, undefined],
    ["at an address of this machine", { CERTIFICATE_ORIGIN: "http://localhost:3000" }, "http://localhost:3000"],
    ["at its number", { CERTIFICATE_ORIGIN: "http://127.0.0.1:3000/" }, "http://127.0.0.1:3000"],
    ["at its longer number", { CERTIFICATE_ORIGIN: "https://[::1]" }, "https://[::1]"],
    ["at the endpoint of AWS", { ...AWS, CERTIFICATE_ORIGIN: "AWS_ENDPOINT_URL" }, "http://localhost:4566"],
    ["nowhere else, even if there is an endpoint", AWS, undefined],
  ])("is %s", (_, environment, origin) => {
    expect(certificateOrigin(environment)).toBe(origin);
  });

  const ELSEWHERE = words(`
    https://example.com https://sns.eu-west-1.amazonaws.com http://localhost.example.com http://169.254.169.254
    http://10.0.0.1:3000 http://0.0.0.0:3000 file:///localhost ftp://localhost localhost:3000 AWS_ENDPOINT_URL
  `);

  const cases: readonly (readonly [string, string | undefined])[] = [
    ...[...ELSEWHERE, ""].map((setting) => [setting, undefined] as const),
    ["AWS_ENDPOINT_URL", "https://example.com"],
  ];

  test.each(cases)(
    "is on this machine: the function does not start with %j and the endpoint %j",
    (setting, endpoint) => {
      const environment = {
        CERTIFICATE_ORIGIN: setting,
        ...(endpoint !== undefined && { AWS_ENDPOINT_URL: endpoint }),
      };
      expect(() => certificateOrigin(environment)).toThrow(/^CERTIFICATE_ORIGIN: not an address of this machine: /);
    },
  );
});
