import { parseOrderReady } from "../../../lambda/messages/order-ready";
import { published } from "../../lambda/support/deliveries";
import { TestNoticeDesk } from "../../lambda/support/notice-desk";
import { ADAS_PHONE, aFinishedOrder } from "../../lambda/support/orders";
import { BAD_CONTACTS, BAD_DRINKS, BAD_NAMES, BAD_SIZES, BAD_TIMES, BAD_UUIDS, BAD_VERSIONS } from "../bad-fields";
import { casesOf, type Door } from "../door";
import { inJson, lacking, NO_BODY, NO_JSON, NO_NUMBER, NO_OBJECT, spoilt } from "../spoilt";
import { refusalOf } from "./parsed";

/** Delivers a bad notice: it has to be set aside at once, and nobody told. */
const deliver = async (message: unknown): Promise<string> => {
  const desk = new TestNoticeDesk();
  const event = published("");
  Object.assign(event.Records[0]?.Sns ?? {}, { Message: message });
  await desk.deliver(event);
  expect(desk.sent).toEqual([]);
  expect(desk.deadLetters.map(({ body }) => body)).toEqual([message]);
  return desk.deadLetters[0]?.reason ?? "";
};

const ready = aFinishedOrder(1);
const notice = { ...ready, notify: { sms: ADAS_PHONE } };
const READY_FIELDS = {
  version: BAD_VERSIONS,
  orderId: BAD_UUIDS,
  drink: BAD_DRINKS,
  size: [...BAD_SIZES, undefined],
  quantity: NO_NUMBER,
  pickupName: BAD_NAMES,
  pickupLocation: BAD_NAMES,
  readyAt: BAD_TIMES,
};
const READY_NAMES = ["version", "orderId", "drink", "quantity", "pickupName", "readyAt"];
const NO_CONTACTS = BAD_CONTACTS.filter((contact) => Object.keys(contact ?? {}).join() !== "sms,push");

export const notifier: Door = {
  good: () => deliver(JSON.stringify(notice)),
  name: "the notifier, handed notices by the topic",
  cases: casesOf(
    {
      ...NO_JSON,
      ...NO_OBJECT,
      ...NO_BODY,
      ...inJson(lacking(notice, ...READY_NAMES, "notify")),
      ...inJson(spoilt(notice, { ...READY_FIELDS, notify: NO_CONTACTS })),
    },
    deliver,
  ),
};

export const pickupBoard: Door = {
  good: () => refusalOf(parseOrderReady(JSON.stringify(ready))),
  name: "the pickup board, handed finished orders by its queue",
  cases: casesOf(
    { ...NO_JSON, ...NO_OBJECT, ...inJson(lacking(ready, ...READY_NAMES)), ...inJson(spoilt(ready, READY_FIELDS)) },
    (body) => refusalOf(parseOrderReady(body)),
  ),
};
