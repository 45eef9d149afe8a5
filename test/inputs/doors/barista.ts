import { TestBar } from "../../lambda/support/bar";
import { batchOf } from "../../lambda/support/deliveries";
import { anOrder } from "../../lambda/support/orders";
import {
  BAD_CONTACTS,
  BAD_DRINKS,
  BAD_NAMES,
  BAD_QUANTITIES,
  BAD_SIZES,
  BAD_TIMES,
  BAD_UUIDS,
  BAD_VERSIONS,
} from "../bad-fields";
import { casesOf, type Door } from "../door";
import { inJson, lacking, NO_BODY, NO_JSON, NO_OBJECT, spoilt } from "../spoilt";

/** Serves a bad message between two good ones. */
const serve = async (body: unknown): Promise<string> => {
  const shop = new TestBar();
  const { Records } = batchOf(anOrder(1), "", anOrder(2));
  Object.assign(Records[1] ?? {}, { body });
  const { batchItemFailures } = await shop.serve({ Records });
  expect(batchItemFailures).toEqual([]);
  expect(shop.announcedIds()).toHaveLength(2);
  expect(shop.deadLetters.map(({ messageId }) => messageId)).toEqual(["message-2"]);
  return shop.deadLetters[0]?.reason ?? "";
};

const order = anOrder(3);

export const barista: Door = {
  good: () => serve(JSON.stringify(order)),
  name: "the barista, handed messages by the queue",
  cases: casesOf(
    {
      ...NO_JSON,
      ...NO_OBJECT,
      ...NO_BODY,
      ...inJson(lacking(order, "version", "orderId", "placedAt", "drink", "pickupName")),
      ...inJson(
        spoilt(order, {
          version: BAD_VERSIONS,
          orderId: BAD_UUIDS,
          placedAt: BAD_TIMES,
          drink: BAD_DRINKS,
          size: BAD_SIZES,
          quantity: BAD_QUANTITIES,
          pickupName: BAD_NAMES,
          pickupLocation: BAD_NAMES,
          notify: BAD_CONTACTS,
        }),
      ),
    },
    serve,
  ),
};
