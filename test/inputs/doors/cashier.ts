import { MAX_BODY_BYTES, takeOrders } from "../../../lambda/cashier/take-orders";
import { aRequest, aTill } from "../../lambda/support/counter";
import { BAD_CONTACTS, BAD_DRINKS, BAD_NAMES, BAD_QUANTITIES, BAD_SIZES } from "../bad-fields";
import { casesOf, type Door } from "../door";
import { asRequests, type BadRequest, badRequests, refusalIn } from "../http";
import { inShort, lacking, NO_OBJECT, spoilt } from "../spoilt";

const latte = { drink: "latte", pickupName: "Ada" };

const ask = async (request: BadRequest): Promise<string> => {
  const { till, stored } = aTill();
  const answer = await takeOrders(aRequest(request), till);
  expect(stored).toEqual([]);
  return refusalIn(answer);
};

const KEYS = ["", " ", "a".repeat(129), "clé", "a b", "a\nb", "a\u0000", "\u007f"];
const LISTS = [
  [],
  Array.from({ length: 11 }, () => latte),
  { 0: latte },
  null,
  7,
  "latte",
  [null],
  [[latte]],
  [latte, 7],
];

export const cashier: Door = {
  good: () => ask({}),
  name: "the cashier, over HTTP",
  cases: casesOf(
    {
      ...badRequests({ path: "/orders", methods: ["POST"], maxBytes: MAX_BODY_BYTES, good: latte }),
      ...Object.fromEntries(KEYS.map((key) => [`key ${inShort(key)}`, { headers: { "idempotency-key": key } }])),
      ...asRequests({
        ...NO_OBJECT,
        ...lacking(latte, "drink", "pickupName"),
        ...spoilt(latte, {
          drink: BAD_DRINKS,
          size: BAD_SIZES,
          quantity: BAD_QUANTITIES,
          pickupName: BAD_NAMES,
          pickupLocation: BAD_NAMES,
          notify: BAD_CONTACTS,
        }),
        ...spoilt({}, { orders: LISTS }),
        "one bad order among good ones": { orders: [latte, { ...latte, drink: "tea leaves" }, latte] },
      }),
    },
    ask,
  ),
};
