import { fitting, type Hostile } from "../support/hostile";
import { ago } from "../support/sns";

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
