import { MAX_BODY_BYTES } from "../../../lambda/membership/read-request";
import { HOSTILE_HOSTS } from "../../lambda/support/hostile-urls";
import { ADAS, byEmail, TestMembership } from "../../lambda/support/membership-services";
import { lacking, NO_OBJECT, NO_TEXT, prefixed, spoilt } from "../bad-values";
import { type Boundary, casesOf } from "../boundary";
import { asRequests, type BadRequest, badRequests, refusalIn } from "../http";

const services = new TestMembership();

const ask = async ({ body = Buffer.from(JSON.stringify(byEmail)), ...request }: BadRequest): Promise<string> => {
  const headers = { "content-type": "application/json", ...request.headers };
  const answer = await services.ask({ ...request, headers, body });
  expect(services.sns.actions).toEqual([]);
  return refusalIn(answer);
};

/** Addresses that are none, by protocol. */
const by = (protocol: string, endpoints: readonly unknown[]) =>
  prefixed(protocol, spoilt({ newsletter: "coupons", protocol }, { endpoint: endpoints }));

const NO_HOSTS = HOSTILE_HOSTS.flatMap(([, hosts]) => hosts).map((host) => `https://${host}`);

const nobody = { ...byEmail, endpoint: "" };
const methods = ["POST", "DELETE", "GET"];
const inputs = {
  ...lacking(byEmail, "newsletter", "protocol", "endpoint"),
  ...spoilt(byEmail, {
    newsletter: [...NO_TEXT, "", "gossip", "Coupons", "coupons ", "__proto__"],
    protocol: [...NO_TEXT, "", "fax", "sqs", "lambda", "http", "email-json", "application", "EMAIL"],
    audience: [...NO_TEXT, "", "STUDENTS", "-s", "a".repeat(41), ADAS.email],
    filter: ["students", 7, [], {}, { colour: ["red"] }, { audience: "a" }, { audience: [{ wildcard: "*" }] }],
    filterScope: ["body", "attributes", "all", 7],
    resend: [null, "yes", 1, []],
  }),
  ...spoilt(byEmail, { audiance: ["students"], filterPolicy: [{}], Filter: [{}], [ADAS.email]: [1] }),
  ...by("email", [...NO_TEXT, "", "ada", "ada@", "@example.com", "everybody@localhost", `${ADAS.email}\r\nBcc: x@y`]),
  ...by("sms", [
    ...[...NO_TEXT, "", ADAS.sms.slice(1), ADAS.sms.replace("+", "00"), `${ADAS.sms}\n`, `tel:${ADAS.sms}`],
    "+0155501429",
  ]),
  ...by("https", [
    ...[...NO_TEXT, "", "http://ada.example.com", "ftp://ada.example.com", "https://ada:s@ada.example.com"],
    "https://ada.example.com:8443",
  ]),
  ...by("https", NO_HOSTS),
  ...by("push", [
    ...[...NO_TEXT, "", "device-token", ADAS.push.replace("000000000000", "999999999999"), `${ADAS.push}/..`],
    ...[ADAS.push.replace("GCM", "FAX")],
  ]),
};

export const membership: Boundary = {
  good: () => ask({}),
  name: "the membership function, over HTTP",
  open: () => services.open(),
  close: () => services.close(),
  cases: casesOf(
    {
      ...badRequests({ path: "/subscriptions", methods, maxBytes: MAX_BODY_BYTES, good: byEmail }),
      "a list for nobody": { method: "GET" },
      ...asRequests(NO_OBJECT),
      ...asRequests(inputs),
      ...asRequests({ "to leave nothing": {}, "to leave without an address": nobody }, { method: "DELETE" }),
    },
    ask,
  ),
};
