import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { readInbox } from "../../operations/inbox";
import { HIDDEN_SECONDS, peekQueue } from "../../operations/peek-queue";
import { queueDepth } from "../../operations/queue-depths";
import { anOrder } from "../lambda/support/orders";
import { PROJECT, SHOP_COMMAND, typeShop } from "../support/shop-command";
import { A_WHILE_MS, until } from "../support/until";
import { onTheBoard, sharedShop, untilOnTheBoard, untilQuiet } from "./shared-shop";

const shop = sharedShop();
const KILLED_MS = HIDDEN_SECONDS * 1_000 + A_WHILE_MS;

const account = v.object({
  found: v.number(),
  moved: v.number(),
  dropped: v.number(),
  kept: v.number(),
  failed: v.number(),
});

const redrive = async (...options: string[]) =>
  v.parse(account, JSON.parse(await typeShop(["redrive", "--json", ...options])));

const order = (orderId: string, drink = "latte") => JSON.stringify({ ...anOrder(1), orderId, drink });

/** Puts orders where the barista puts those it gives up on, with a reason. */
const deadLetter = async (bodies: readonly string[], reason: string): Promise<void> => {
  const QueueUrl = shop.output("OrdersDeadLetterQueueUrl");
  const MessageAttributes = { reason: { DataType: "String", StringValue: reason } };
  for (let start = 0; start < bodies.length; start += 10) {
    const Entries = bodies
      .slice(start, start + 10)
      .map((MessageBody, Id) => ({ Id: `${Id}`, MessageBody, MessageAttributes }));
    await shop.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
};

const orderIds = (count: number) => Array.from({ length: count }, () => randomUUID().replace(/-4/, "-8"));

const deadWith = async (text: string) =>
  (await peekQueue(shop, "ordersDeadLetter", 1_000)).filter(({ reason }) => reason?.includes(text));

describe("redrive (engine)", () => {
  it("shows, moves, leaves poison that comes back, and drops it by its reason", async () => {
    const good = orderIds(25);
    const poison = orderIds(3);
    await deadLetter(
      good.map((orderId) => order(orderId)),
      "journey-redrive: the topic was away",
    );
    await deadLetter(
      poison.map((orderId) => order(orderId, "brake fluid")),
      "journey-redrive: not on the menu",
    );

    const before = await queueDepth(shop, "ordersDeadLetter");
    expect(await redrive("--match", "journey-redrive")).toMatchObject({ moved: 0, dropped: 0, failed: 0 });
    expect(await queueDepth(shop, "ordersDeadLetter")).toMatchObject({ waiting: before.waiting, inHand: 0 });
    expect((await deadWith("journey-redrive")).map(({ receives }) => receives)).toEqual(Array(28).fill(0));

    expect(await redrive("--yes", "--match", "journey-redrive")).toMatchObject({ moved: 28, failed: 0 });
    await untilOnTheBoard(shop, good);
    const back = await until("the poison is back", A_WHILE_MS, async () => {
      const found = await deadWith("not on the menu: brake fluid");
      return found.length === 3 && found;
    });
    expect(back.map(({ orderId }) => orderId).sort()).toEqual([...poison].sort());
    expect(await deadWith("journey-redrive")).toEqual([]);

    expect(await redrive("--yes", "--drop", "--match", "brake fluid")).toMatchObject({ moved: 0, dropped: 3 });
    expect(await deadWith("brake fluid")).toEqual([]);
    expect((await onTheBoard(shop, good)).map(({ deliveries }) => deliveries)).toEqual(Array(25).fill(1));
  });

  it(
    "killed in the middle and repeated, serves every order once",
    async () => {
      const ids = orderIds(40);
      await deadLetter(
        ids.map((orderId) => order(orderId)),
        "journey-killed",
      );
      const killed = spawn(
        process.execPath,
        [...SHOP_COMMAND, "redrive", "--yes", "--match", "journey-killed", "--rate", "2"],
        { cwd: PROJECT, stdio: "ignore" },
      );
      const ended = once(killed, "exit");
      await until("some have moved", A_WHILE_MS, async () => (await deadWith("journey-killed")).length < 40);
      killed.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
      expect((await deadWith("journey-killed")).length).toBeGreaterThan(0);

      await until("nothing of it is left", KILLED_MS, async () => {
        await redrive("--yes", "--match", "journey-killed");
        return (await deadWith("journey-killed")).length === 0;
      });
      expect((await untilOnTheBoard(shop, ids)).map(({ deliveries }) => deliveries)).toEqual(Array(40).fill(1));
    },
    2 * KILLED_MS,
  );

  it("hands a notice that was given up to the notifier, which sends it once", async () => {
    const [orderId = ""] = orderIds(1);
    const { placedAt: readyAt, ...finished } = anOrder(1, { notify: { sms: "+15550100077" } });
    const pickupName = `Again ${orderId.slice(0, 8)}`;
    const Message = JSON.stringify({ ...finished, orderId, readyAt, pickupName });
    const requestPayload = { Records: [{ Sns: { MessageId: "journey-redrive", Message } }] };
    const MessageBody = JSON.stringify({ requestContext: { condition: "RetriesExhausted" }, requestPayload });
    const QueueUrl = shop.output("NotifierDeadLetterQueueUrl");
    const notices = async () => (await readInbox(shop)).filter(({ text }) => text.includes(pickupName));
    const again = async () => {
      await shop.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      const moved = await redrive("--queue", "notifierDeadLetter", "--yes", "--match", orderId);
      expect(moved).toMatchObject({ moved: 1, failed: 0 });
      expect((await peekQueue(shop, "notifierDeadLetter", 1_000)).filter((seen) => seen.orderId === orderId)).toEqual(
        [],
      );
    };
    await again();
    await until("the customer is told", A_WHILE_MS, async () => (await notices()).length > 0);
    await again();
    await untilQuiet(shop);
    expect(await notices()).toMatchObject([{ protocol: "sms", text: expect.stringContaining("ready") }]);
  });
});
