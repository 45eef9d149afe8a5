import { fitting, type Hostile } from "../support/hostile";
import { aDelivery, type Fields, type Kind } from "../support/sns";

const NOTIFICATION: { kinds: readonly Kind[] } = { kinds: ["Notification"] };
const CONFIRMATION: { kinds: readonly Kind[] } = { kinds: ["SubscriptionConfirmation"] };
const REQUIRED = ["Type", "MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "SigningCertURL"];

/** The same value in another type, which reads the same wherever JavaScript makes a text of it. */
const inList =
  (name: string) =>
  (kind: Kind): Fields => ({ [name]: [aDelivery(kind)[name]] });

const everyWay = (name: string, options: { kinds?: readonly Kind[] } = {}): readonly Hostile[] => [
  fitting(`no ${name}`, "fields", { [name]: undefined }, options),
  fitting(`null for ${name}`, "fields", { [name]: null }, options),
  fitting(`a number for ${name}`, "fields", { [name]: 2 }, options),
  fitting(`${name} in a list`, "fields", inList(name), options),
];

const wrongForm = (name: string, values: readonly unknown[], options = {}): readonly Hostile[] =>
  values.map((value) =>
    fitting(`${JSON.stringify(value).slice(0, 60)} for ${name}`, "fields", { [name]: value }, options),
  );

/** Deliveries with fields as SNS never writes them. */
export const fields: readonly Hostile[] = [
  ...REQUIRED.flatMap((name) => everyWay(name)),
  ...["Token", "SubscribeURL"].flatMap((name) => everyWay(name, CONFIRMATION)),
  ...wrongForm("Token", ["", "a\nb", "a\u0000b"], CONFIRMATION),
  ...wrongForm("SubscribeURL", ["https://example.com/\r\nx"], CONFIRMATION),
  ...wrongForm(
    "Subject",
    [null, 2, ["Hello"], "Hello\nworld", "Hello\rworld", "a\u0000b", "a\u0085b", "a\u007fb"],
    NOTIFICATION,
  ),
  ...wrongForm("UnsubscribeURL", [null, 2, ["https://example.com/"]], NOTIFICATION),
  ...wrongForm(
    "MessageAttributes",
    [null, "none", ["none"], { a: null }, { a: "b" }, { a: { Type: "String" } }, { a: { Type: "Number", Value: 2 } }],
    NOTIFICATION,
  ),
  ...wrongForm("Type", ["notification", "Message", "UnsubscribeConfirmation", "Notification\n", ""]),
  ...wrongForm("MessageId", [
    ...["1", "11111111-0000-5000-8000-00000000000A", "{11111111-0000-5000-8000-000000000001}"],
    ...["11111111-0000-5000-8000-000000000001\n", "../../order#1"],
  ]),
  ...wrongForm("Timestamp", [
    ...["2026-11-22 08:00:59.000Z", "2026-11-22T08:00:59.000+00:00", "2026-11-22T08:00:59.000Z\n", "1795334459000"],
    ...["2026-11-31T08:00:59.000Z", "tomorrow", ""],
  ]),
  ...wrongForm("Signature", [null, 2, "", "FAKE!", "_-_-", "QUJD ", "QUJD\n", "QUI", "QUJD".repeat(1_026)]),
  ...wrongForm("Message", ["x".repeat(256 * 1024 + 1), `${"é".repeat(128 * 1024)}x`]),
  fitting("a subject in a confirmation", "fields", { Subject: "Hello" }, CONFIRMATION),
  fitting("a token in a notification", "fields", { Token: "2336412f37" }, NOTIFICATION),
];
