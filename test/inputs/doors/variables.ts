import { readContactRules } from "../../../lambda/contacts/contact-rules";
import { expectedTopics } from "../../../lambda/webhook-receiver/topics";
import { casesOf, type Door } from "../door";
import { inShort } from "../spoilt";
import { thrownBy } from "./parsed";

const variable = (read: () => unknown, named: RegExp) => thrownBy(read, ({ message }) => named.test(message));

export const variables: Door = {
  good: () => variable(() => readContactRules({ SMS_COUNTRY_PREFIXES: "+1,+43", PUSH_APPLICATION_ARNS: "" }), /./),
  name: "the environment variables of functions",
  isOwnKeyboard: true,
  cases: [
    ...casesOf(
      Object.fromEntries(
        ["1", "+", "+0", "+1,*", "*,+1", "++1", "+1a", "AT", "0043", "+12345678", "+1;+43", "any"].map((one) => [
          `country prefixes ${inShort(one)}`,
          one,
        ]),
      ),
      (SMS_COUNTRY_PREFIXES) =>
        variable(() => readContactRules({ SMS_COUNTRY_PREFIXES, PUSH_APPLICATION_ARNS: "" }), /SMS_COUNTRY_PREFIXES/),
    ),
    ...casesOf(
      Object.fromEntries(
        ["coffee", "arn:aws:sns:eu-west-1:0:app/GCM/coffee", "arn:aws:sns:eu-west-1:000000000000:app/WNS/coffee"].map(
          (one) => [`applications ${one}`, one],
        ),
      ),
      (PUSH_APPLICATION_ARNS) =>
        variable(() => readContactRules({ SMS_COUNTRY_PREFIXES: "*", PUSH_APPLICATION_ARNS }), /application/),
    ),
    ...casesOf(
      Object.fromEntries(
        [
          "",
          "trivia",
          "arn:aws:sns:eu-west-1:000000000000:trivia.fifo",
          "arn:aws:sqs:eu-west-1:000000000000:trivia",
          "arn:aws-cn:sns:eu-west-1:000000000000:trivia",
          "arn:aws:sns:eu-west-1:000000000000:trivia,",
          "arn:aws:sns:eu-west-1:000000000000:trivia:subscription",
        ].map((one) => [`topics ${inShort(one)}`, one]),
      ),
      (topics) => variable(() => expectedTopics(topics), /TOPIC_ARNS/),
    ),
  ],
};
