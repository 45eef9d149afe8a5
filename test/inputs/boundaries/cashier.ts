import { MAX_BODY_BYTES } from "../../../lambda/cashier/take-orders";
import { cashierServices } from "../../lambda/support/cashier-services";
import { BAD_ORDER, lacking, NO_OBJECT, named, spoilt } from "../bad-values";
import { type Boundary, casesOf } from "../boundary";
import { asRequests, type BadRequest, badRequests, refusalIn } from "../http";

const latte = { drink: "latte", pickupName: "Ada" };

const refused = async (request: BadRequest): Promise<string> => {
  const { ask, stored } = cashierServices();
  const answer = await ask(request);
  expect(stored).toEqual([]);
  return refusalIn(answer);
};

const KEYS = ["", " ", "a".repeat(129), "clé", "a b", "a\nb", "a\u0000", "\u007f"];
const LISTS = [[], Array(11).fill(latte), { 0: latte }, null, 7, "latte", [null], [[latte]], [latte, 7]];

export const cashier: Boundary = {
  good: () => refused({}),
  name: "the cashier, over HTTP",
  cases: casesOf(
    {
      ...badRequests({ path: "/orders", methods: ["POST"], maxBytes: MAX_BODY_BYTES, good: latte }),
      ...named("key", KEYS, (key) => ({ headers: { "idempotency-key": key } })),
      ...asRequests({
        ...NO_OBJECT,
        ...lacking(latte, "drink", "pickupName"),
        ...spoilt(latte, BAD_ORDER),
        ...spoilt({}, { orders: LISTS }),
        "one bad order among good ones": { orders: [latte, { ...latte, drink: "tea leaves" }, latte] },
      }),
    },
    refused,
  ),
};
