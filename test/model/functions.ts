import type { SNSEvent, SQSEvent } from "aws-lambda";
import { announce } from "../../lambda/barista/serve-orders";
import { storeOrders } from "../../lambda/cashier/store-orders";
import { takeOrders } from "../../lambda/cashier/take-orders";
import { backOff } from "../../lambda/messaging/back-off";
import { deadLetter } from "../../lambda/messaging/dead-letter";
import type { Answer, WebRequest } from "../../lambda/messaging/http";
import { DynamoDbIdempotencyStore } from "../../lambda/messaging/idempotency";
import { notifyCustomers } from "../../lambda/notifier/notify-customer";
import { sendPush, sendSms } from "../../lambda/notifier/send-notice";
import { serve } from "../lambda/support/barista-services";
import { OPEN_RULES } from "../lambda/support/cashier-services";
import { CLIENTS } from "./clients";
import { DEPLOYED } from "./deployed";
import type { Ending, Sandbox } from "./sandbox";

/** Runs the real barista for one batch, put together as its index.ts does. */
export const runBarista = (sandbox: Sandbox, event: SQSEvent): Promise<Ending<unknown>> => {
  const services = {
    idempotency: new DynamoDbIdempotencyStore(CLIENTS.dynamoDb, "idempotency", sandbox.now),
    announce: announce(CLIENTS.sns, "order-ready"),
    deadLetter: deadLetter(CLIENTS.sqs, "orders-dead-letter"),
    backOff: backOff(CLIENTS.sqs, "orders", () => 0.5),
    now: sandbox.date,
  };
  return sandbox.run(DEPLOYED.functionMs, (deadline) => serve(event, services, deadline));
};

/** Runs the real notifier for one event, put together as its index.ts does. */
export const runNotifier = (sandbox: Sandbox, event: SNSEvent): Promise<Ending<unknown>> => {
  const { sns } = CLIENTS;
  const services = {
    idempotency: new DynamoDbIdempotencyStore(CLIENTS.dynamoDb, "idempotency", sandbox.now),
    sendSms: sendSms(sns, { senderId: "", originationNumber: "" }),
    sendPush: sendPush(sns, []),
    deadLetter: deadLetter(CLIENTS.sqs, "notices-dead-letter"),
  };
  return sandbox.run(DEPLOYED.functionMs, (deadline) => notifyCustomers(event, services, deadline));
};

/** Runs the real cashier for one request, put together as its index.ts does. */
export const runCashier = (sandbox: Sandbox, request: WebRequest, newKey: () => string): Promise<Ending<Answer>> => {
  const services = { contactRules: OPEN_RULES, now: sandbox.date, newKey };
  const store = storeOrders(CLIENTS.sqs, "orders");
  return sandbox.run(DEPLOYED.cashierMs, () => takeOrders(request, { ...services, storeOrders: store }));
};
