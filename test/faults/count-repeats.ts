import { readInbox } from "../../operations/inbox";
import { outcomeOf } from "../../operations/order-outcome";
import { pause } from "../../operations/pause";
import type { Shop } from "../../operations/shop";
import type { CampaignResult } from "./campaign-result";
import type { CauseBook, Once } from "./cause-book";
import { nameInSms } from "./function-call";
import type { Trouble } from "./trouble";

/** The delivery simulator looks for SMS twice a second, less often when there are many. */
const QUIET_LOOKS = 4;
const LOOK_EVERY_MS = 1_000;

type Repeats = Pick<
  CampaignResult,
  | "announcedAgain"
  | "announceCauses"
  | "announcedWithoutCause"
  | "told"
  | "toldAgain"
  | "toldCauses"
  | "toldWithoutCause"
  | "puzzles"
>;

/** Counts what happened to an order more than once, and looks for the cause of each time. */
export const countRepeats = async (
  shop: Shop,
  attempted: ReadonlySet<string>,
  { causes, diary, orderNamed }: Trouble,
): Promise<Repeats> => {
  const announced = new Map<string, number>();
  for (const [orderId, { announcements }] of await outcomeOf(shop).ready(attempted)) {
    announced.set(orderId, announcements ?? 1);
  }
  const told = await smsPerOrder(shop, orderNamed);
  const announcing = compare(announced, "announced", causes);
  const telling = compare(told, "told", causes);
  return {
    announcedAgain: announcing.again,
    announceCauses: announcing.causes,
    announcedWithoutCause: announcing.withoutCause,
    told: telling.times,
    toldAgain: telling.again,
    toldCauses: telling.causes,
    toldWithoutCause: telling.withoutCause,
    puzzles: Object.fromEntries(
      [...announcing.puzzling, ...telling.puzzling].map((orderId) => [orderId, diary.of(orderId)]),
    ),
  };
};

const compare = (times: ReadonlyMap<string, number>, once: Once, causes: CauseBook) => {
  const sums = { times: 0, again: 0, withoutCause: 0, causes: causes.count(once), puzzling: new Set<string>() };
  for (const [orderId, count] of times) {
    sums.times += count;
    sums.again += count - 1;
    const withoutCause = Math.max(0, count - 1 - causes.count(once, orderId));
    sums.withoutCause += withoutCause;
    if (withoutCause > 0) sums.puzzling.add(orderId);
  }
  return sums;
};

/** How many SMS were sent about each order, once no more arrive. */
const smsPerOrder = async (shop: Shop, orderNamed: Trouble["orderNamed"]): Promise<ReadonlyMap<string, number>> => {
  const found = new Map<string, number>();
  for (let quiet = 0, before = -1; quiet < QUIET_LOOKS; ) {
    found.clear();
    for (const { text } of await readInbox(shop)) {
      const orderId = orderNamed(nameInSms(text));
      if (orderId !== undefined) found.set(orderId, (found.get(orderId) ?? 0) + 1);
    }
    const sum = [...found.values()].reduce((one, other) => one + other, 0);
    quiet = sum === before ? quiet + 1 : 0;
    before = sum;
    await pause(LOOK_EVERY_MS, new AbortController().signal);
  }
  return found;
};
