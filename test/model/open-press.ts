import type { Protocol } from "./delivery-policy";
import { GOOD_LUCK } from "./luck";
import { ModelPress } from "./model-press";

export const PROTOCOLS = ["sqs", "lambda", "email", "sms", "push", "https"] as const satisfies readonly Protocol[];

/** A press with a subscriber to trivia by each protocol, named after it, and the reader. */
export const openPress = (luck = GOOD_LUCK): ModelPress => {
  const press = new ModelPress(luck);
  for (const protocol of PROTOCOLS) press.subscribe(protocol, "trivia", protocol);
  press.subscribe("reader", "trivia", "lambda", { deliver: press.reader.deliver });
  return press;
};
