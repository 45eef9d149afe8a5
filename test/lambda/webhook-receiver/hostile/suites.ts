import { fitting, type Hostile } from "../support/hostile";
import { ago, TOPIC } from "../support/sns";
import { boundaries } from "./boundaries";
import { certificateUrls } from "./certificate-urls";
import { certificates } from "./certificates";
import { fields } from "./fields";
import { postings } from "./postings";
import { signatures } from "./signatures";

/** Deliveries that SNS signed, at another time. */
export const times: readonly Hostile[] = [
  fitting("an hour and a millisecond old", "stale", { Timestamp: ago(3_600_001) }),
  fitting("a day old", "stale", { Timestamp: ago(86_400_000) }),
  fitting("two years old", "stale", { Timestamp: "2024-11-22T08:00:00.000Z" }),
  fitting("of the first day", "stale", { Timestamp: "1970-01-01T00:00:00.000Z" }),
  fitting("a minute and a millisecond ahead", "future", { Timestamp: ago(-60_001) }),
  fitting("an hour ahead", "future", { Timestamp: ago(-3_600_000) }),
  fitting("of the last day", "future", { Timestamp: "9999-12-31T23:59:59.999Z" }),
];

/** SNS signs for whoever has a topic: these are signed by SNS itself, for topics of others. */
export const topics: readonly Hostile[] = [
  ["another account's topic of the same name", TOPIC.replace("000000000000", "000000000001")],
  ["another topic of the same account", TOPIC.replace("trivia", "coupons")],
  ["a longer name", `${TOPIC}-2`],
  ["a shorter name", TOPIC.slice(0, -1)],
  ["other letters", TOPIC.replace("trivia", "Trivia")],
  ["a look-alike letter", TOPIC.replace("trivia", "trivi\u0430")],
  ["another region", TOPIC.replace("eu-west-1", "eu-west-2")],
  ["another partition", TOPIC.replace("arn:aws:", "arn:aws-cn:")],
  ["the ARN of a subscription", `${TOPIC}:22222222-0000-4000-8000-000000000002`],
  ["a FIFO topic", `${TOPIC}.fifo`],
  ["another service", TOPIC.replace(":sns:", ":sqs:")],
  ["a space before it", ` ${TOPIC}`],
  ["a space after it", `${TOPIC} `],
  ["a line break after it", `${TOPIC}\n`],
  ["another topic in front", `arn:aws:sns:eu-west-1:000000000001:mine,${TOPIC}`],
  ["a wildcard", TOPIC.replace("trivia", "*")],
  ["percent signs", TOPIC.replaceAll(":", "%3A")],
  ["no topic", ""],
  ["the name of a property", "constructor"],
].map(([what, TopicArn]) => fitting(`${what}`, "topic", { TopicArn }));

/** Everything that is tried to get past the receiver, by what is wrong with it. */
export const suites = { postings, fields, topics, certificateUrls, certificates, signatures, boundaries, times };
