import * as v from "valibot";
import { phoneNumber } from "../../lambda/contacts/phone-number";
import { oneOf, wholeNumber } from "../../lambda/messages/fields";
import { QUEUE_KINDS } from "../../lambda/messages/order";
import { shown } from "../../lambda/messaging/parse";
import {
  DEFAULT_BARISTA_MAXIMUM_CONCURRENCY,
  DEFAULT_BARISTA_TIMEOUT_SECONDS,
  DEFAULT_LOG_RETENTION_DAYS,
} from "./numbers";

/** What CloudWatch Logs offers, up to a year. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365] as const;

const PREFIX_RULE = "must be country prefixes such as +1 or +43, or *";

const SECRET_RULE = "must be the name of a secret: 1 to 256 of letters, digits and /_+=.@-";

const secretName = v.pipe(
  v.string(SECRET_RULE),
  v.regex(/^[\w/+=.@-]{1,256}$/, (issue) => `${SECRET_RULE}, not ${shown(issue.input)}`),
);

const KEY_RULE = "must be the ARN of a KMS key, and not of an alias: arn:aws:kms:<region>:<account>:key/<id>";

const keyArn = v.pipe(
  v.string(KEY_RULE),
  v.regex(/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]{1,64}$/, (issue) => `${KEY_RULE}, not ${shown(issue.input)}`),
);

/** What `settings/<stage>.json` may say of every stack, and what holds where it says nothing. */
export const settings = v.strictObject(
  {
    /** Who may place orders through the function URL: callers with AWS credentials and permission, or everybody. */
    cashierAccess: v.optional(oneOf("not a kind of access", ["AWS_IAM", "public"]), "AWS_IAM"),
    /** How orders are handed out: as they come, fairly among pickup locations, or in their order at each; see docs/orders-queue.md. */
    ordersQueue: v.optional(oneOf("not a kind of queue", QUEUE_KINDS), "standard"),
    /** What becomes of queues, the idempotency store and logs when a stack is deleted. */
    onDelete: v.optional(oneOf("not possible on delete", ["retain", "destroy"]), "retain"),
    /** Whether a deployment may put empty queues, topics or tables into the place of those that are there. */
    allowReplacement: v.optional(v.boolean("must be true or false"), false),
    /** Seconds the barista may take for a batch; the visibility timeout of the orders queue is six times as long. */
    baristaTimeoutSeconds: v.optional(wholeNumber(2, 900), DEFAULT_BARISTA_TIMEOUT_SECONDS),
    /** How many baristas may work at the same time. */
    baristaMaximumConcurrency: v.optional(wholeNumber(2, 1_000), DEFAULT_BARISTA_MAXIMUM_CONCURRENCY),
    /** Who may subscribe and register devices through the function URLs of membership and device registration. */
    deskAccess: v.optional(oneOf("not a kind of access", ["AWS_IAM", "public"]), "AWS_IAM"),
    /** SMS cost money, and anybody may order them: the shop sends to these countries only. */
    sms: v.optional(
      v.strictObject({
        /** `["+1", "+43"]`; `["*"]` is every country, an empty list none. */
        countryPrefixes: v.pipe(
          v.array(
            v.pipe(
              v.string(PREFIX_RULE),
              v.regex(/^(\*|\+[1-9]\d{0,6})$/, (issue) => `${PREFIX_RULE}, not ${shown(issue.input)}`),
            ),
            PREFIX_RULE,
          ),
          v.check((list) => list.length === 1 || !list.includes("*"), "must name countries, or * alone"),
        ),
        /** Name that SMS come from, where a country allows it. */
        senderId: v.optional(
          v.pipe(
            v.string(),
            v.regex(
              /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/,
              "must be 1 to 11 letters, digits and hyphens, at least one letter",
            ),
          ),
        ),
        /** A number of the account that SMS come from. */
        originationNumber: v.optional(phoneNumber),
      }),
      { countryPrefixes: [] },
    ),
    /** Names of secrets in AWS Secrets Manager with the credentials for mobile push; a platform without one is left out. */
    push: v.optional(
      v.strictObject({
        fcmSecret: v.optional(secretName),
        apnsSecret: v.optional(secretName),
        apnsSandboxSecret: v.optional(secretName),
        /** ARNs of the customer managed KMS keys that these secrets are encrypted with; none for the key of Secrets Manager. */
        secretKeyArns: v.optional(v.array(keyArn, `${KEY_RULE}s, in a list`)),
      }),
      {},
    ),
    /** Whether the webhook receiver is deployed, for subscribers with the endpoint `shop:webhook-receiver`. */
    webhookReceiver: v.optional(v.boolean("must be true or false"), false),
    /** Days that logs are kept. */
    logRetentionDays: v.optional(
      v.picklist(
        RETENTION_DAYS,
        (issue) => `not a retention: ${shown(issue.input)} (try one of: ${RETENTION_DAYS.join(", ")})`,
      ),
      DEFAULT_LOG_RETENTION_DAYS,
    ),
  },
  (issue) =>
    issue.expected === "never" ? "is not a setting" : `must be an object of settings, not ${shown(issue.input)}`,
);

/** The settings of a stage, without what concerns its newsletters alone. */
export type Settings = v.InferOutput<typeof settings> & { readonly stage: string };
