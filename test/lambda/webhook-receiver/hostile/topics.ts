import { fitting, type Hostile } from "../support/hostile";
import { TOPIC } from "../support/sns";

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
