import * as v from "valibot";
import { isOwnEndpoint, PUSH_PLATFORMS, type PushPlatform, pushEndpoint } from "../contacts/push";
import { parseWith } from "../messages/fields";
import { unknownFields } from "../messages/strict-object";
import { missedRoute, type Refusal, readJsonBody, refuseFaults, type WebRequest } from "../messaging/http";
import { type Parsed, refused } from "../messaging/parse";
import type { Applications } from "./register-device";

/** A device that wants to be pushed. */
export interface Registration {
  readonly applicationArn: string;
  /** What the push service knows the device by. As personal as a phone number. */
  readonly token: string;
  /** Whose device it is, by the shop's own name for them; kept with the endpoint. */
  readonly customer: string | undefined;
}

/** What an app asks for: its device registered, or its endpoint removed. */
export type DeviceRequest = { readonly register: Registration } | { readonly remove: string };

/** Four times the longest token. */
export const MAX_BODY_BYTES = 16 * 1024;

const ROUTE = {
  path: "/devices",
  methods: ["POST", "DELETE"],
  hint: { path: "devices go to /devices", method: "devices are registered with POST and removed with DELETE" },
};
const A_DEVICE = 'a device such as {"platform": "GCM", "token": "…"}';
const AN_ENDPOINT = 'an endpoint such as {"endpoint": "arn:aws:sns:…:endpoint/GCM/…"}';
const CUSTOMER = "must be the shop's name for a customer: 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'";
const FOREIGN = "must be an endpoint of an application of this shop";

/** Says nothing of what was given, unlike the schemas of orders: it may be a token in the wrong place. */
const mustBe =
  (what: string) =>
  ({ path }: v.ObjectIssue): string =>
    path ? `is missing from ${what}` : `must be ${what}`;

const customer = v.optional(v.pipe(v.string(CUSTOMER), v.regex(/^[\w.-]{1,64}$/, CUSTOMER)));

/** What a token has to be depends on the platform; on one that nobody knows it is any text. */
const device = (given: unknown, applications: Applications) =>
  v.object({ platform: servedBy(applications), token: tokenOf(given), customer }, mustBe(A_DEVICE));

const servedBy = (applications: Applications) =>
  v.pipe(
    v.picklist(PUSH_PLATFORMS, `not a platform (try one of: ${PUSH_PLATFORMS.join(", ")})`),
    v.rawTransform(({ dataset: { value: name }, addIssue, NEVER }) => {
      const applicationArn = applications.get(name);
      if (applicationArn !== undefined) return { name, applicationArn };
      const served = applications.size === 0 ? "none" : [...applications.keys()].join(", ");
      addIssue({ message: `cannot be pushed by this shop: ${name} (it pushes to: ${served})` });
      return NEVER;
    }),
  );

const tokenOf = (given: unknown) => {
  const platform = PUSH_PLATFORMS.find(
    (name) => typeof given === "object" && given && "platform" in given && given.platform === name,
  );
  const rule = platform ? tokenRule(platform) : "must be text";
  return v.pipe(
    v.string(rule),
    v.check((token) => platform === undefined || isToken(platform, token), rule),
  );
};

/** What may be given. One too many is refused where it could be a slip for `customer`; to leave, the endpoint says it all. */
const FIELDS = ["platform", "token", "customer"] as const;

const registered = v.object({ endpoint: pushEndpoint }, mustBe(AN_ENDPOINT));

/** Reads what an app asks for, or says everything that is wrong with it. */
export const readRequest = (
  request: WebRequest,
  applications: Applications,
): DeviceRequest | { readonly refusal: Refusal } => {
  const missed = missedRoute(request, ROUTE);
  if (missed) return { refusal: missed };
  const leaving = request.method === "DELETE";
  const body = readJsonBody(request, { maxBytes: MAX_BODY_BYTES, example: leaving ? AN_ENDPOINT : A_DEVICE });
  if ("refusal" in body) return body;
  const read = leaving ? readRemoval(body.json, applications) : readRegistration(body.json, applications);
  return read.ok ? read.value : { refusal: refuseFaults(read.faults) };
};

const readRegistration = (json: unknown, applications: Applications): Parsed<DeviceRequest> => {
  const parsed = parseWith(device(json, applications), json);
  const unknown = unknownFields(json, FIELDS);
  if (!parsed.ok || unknown.length > 0) return { ok: false, faults: [...(parsed.ok ? [] : parsed.faults), ...unknown] };
  const { platform, token, customer } = parsed.value;
  const { name, applicationArn } = platform;
  return { ok: true, value: { register: { applicationArn, token: oneSpelling(name, token), customer } } };
};

const readRemoval = (json: unknown, applications: Applications): Parsed<DeviceRequest> => {
  const parsed = parseWith(registered, json);
  if (!parsed.ok) return parsed;
  const { endpoint } = parsed.value;
  if (!isOwnEndpoint(endpoint, [...applications.values()])) return refused(FOREIGN, "endpoint");
  return { ok: true, value: { remove: endpoint } };
};

/**
 * What a token looks like. Apple does not promise a length: today's have 64 characters, and SNS takes 400. Firebase
 * promises nothing; SNS takes 8 KiB, and what is seen in the wild is a tenth of what is taken here.
 *
 * @see https://developer.apple.com/documentation/usernotifications/registering-your-app-with-apns
 */
const APPLE = /^(?:[0-9a-f]{2}){32,200}$/i;
const FIREBASE = /^[\x21-\x7e]{1,4096}$/;

/** One spelling for each device: the same token in capitals is the same device for Apple, and not for Firebase. */
const oneSpelling = (platform: PushPlatform, token: string): string =>
  platform === "GCM" ? token : token.toLowerCase();

/** Whether a text can be a device token of the platform. */
const isToken = (platform: PushPlatform, token: string): boolean => (platform === "GCM" ? FIREBASE : APPLE).test(token);

/** What to tell somebody whose token it is not. The token itself is never repeated. */
const tokenRule = (platform: PushPlatform): string =>
  platform === "GCM"
    ? "must be a registration token of Firebase: 1 to 4096 visible ASCII characters"
    : "must be a device token of Apple: 64 to 400 hexadecimal digits";
