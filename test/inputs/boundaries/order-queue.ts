import { parseOrderReady } from "../../../lambda/messages/order-ready";
import { TestBarista } from "../../lambda/support/barista-services";
import { batchOf, published } from "../../lambda/support/events";
import { TestNotifier } from "../../lambda/support/notifier-services";
import { ADAS_PHONE, aFinishedOrder, anOrder } from "../../lambda/support/orders";
import * as bad from "../bad-values";
import { type Boundary, casesOf, refusalOf } from "../boundary";

/** Serves a bad message between two good ones. */
const serve = async (body: unknown): Promise<string> => {
  const barista = new TestBarista();
  const { Records } = batchOf(anOrder(1), "", anOrder(2));
  Object.assign(Records[1] ?? {}, { body });
  const { batchItemFailures } = await barista.serve({ Records });
  expect(batchItemFailures).toEqual([]);
  expect(barista.announcedIds()).toHaveLength(2);
  expect(barista.deadLetters.map(({ messageId }) => messageId)).toEqual(["message-2"]);
  return barista.deadLetters[0]?.reason ?? "";
};

const order = anOrder(3);

export const barista: Boundary = {
  good: () => serve(JSON.stringify(order)),
  name: "the barista, handed messages by the queue",
  cases: casesOf(
    {
      ...bad.NO_JSON,
      ...bad.NO_OBJECT,
      ...bad.NO_BODY,
      ...bad.inJson(bad.lacking(order, "version", "orderId", "placedAt", "drink", "pickupName")),
      ...bad.inJson(
        bad.spoilt(order, {
          version: bad.BAD_VERSIONS,
          orderId: bad.BAD_UUIDS,
          placedAt: bad.BAD_TIMES,
          ...bad.BAD_ORDER,
        }),
      ),
    },
    serve,
  ),
};

/** Delivers a bad notice: it has to be dead-lettered at once, and nobody told. */
const deliver = async (message: unknown): Promise<string> => {
  const notifier = new TestNotifier();
  const event = published("");
  Object.assign(event.Records[0]?.Sns ?? {}, { Message: message });
  await notifier.deliver(event);
  expect(notifier.sent).toEqual([]);
  expect(notifier.deadLetters.map(({ body }) => body)).toEqual([message]);
  return notifier.deadLetters[0]?.reason ?? "";
};

const ready = aFinishedOrder(1);
const notice = { ...ready, notify: { sms: ADAS_PHONE } };
const READY_FIELDS = {
  ...bad.BAD_DRINKS_BY_FIELD,
  ...{ version: bad.BAD_VERSIONS, orderId: bad.BAD_UUIDS, readyAt: bad.BAD_TIMES },
  ...{ size: [...bad.BAD_SIZES, undefined], quantity: bad.NO_NUMBER },
};
const READY_NAMES = ["version", "orderId", "drink", "quantity", "pickupName", "readyAt"];
const NO_CONTACTS = bad.BAD_CONTACTS.filter((contact) => Object.keys(contact ?? {}).join() !== "sms,push");

export const notifier: Boundary = {
  good: () => deliver(JSON.stringify(notice)),
  name: "the notifier, handed notices by the topic",
  cases: casesOf(
    {
      ...bad.NO_JSON,
      ...bad.NO_OBJECT,
      ...bad.NO_BODY,
      ...bad.inJson(bad.lacking(notice, ...READY_NAMES, "notify")),
      ...bad.inJson(bad.spoilt(notice, { ...READY_FIELDS, notify: NO_CONTACTS })),
    },
    deliver,
  ),
};

export const pickupBoard: Boundary = {
  good: () => refusalOf(parseOrderReady(JSON.stringify(ready))),
  name: "the pickup board, handed finished orders by its queue",
  cases: casesOf(
    {
      ...bad.NO_JSON,
      ...bad.NO_OBJECT,
      ...bad.inJson(bad.lacking(ready, ...READY_NAMES)),
      ...bad.inJson(bad.spoilt(ready, READY_FIELDS)),
    },
    (body) => refusalOf(parseOrderReady(body)),
  ),
};
