import { placeInLine, QUEUE_KINDS, readQueueKind } from "../../../lambda/messages/order";
import { isFifo } from "../../../lambda/messaging/aws-clients";
import { anOrder, orderId } from "../support/orders";

const groupAt = (pickupLocation?: string) =>
  placeInLine("fair", anOrder(1, pickupLocation === undefined ? {} : { pickupLocation })).MessageGroupId;

describe("the place of an order in the queue", () => {
  test("is none in a standard queue", () => {
    expect(placeInLine("standard", anOrder(1, { pickupLocation: "harbour" }))).toEqual({});
  });

  test("is in the line of its pickup location in a fair queue", () => {
    expect(placeInLine("fair", anOrder(1, { pickupLocation: "harbour" }))).toEqual({ MessageGroupId: "harbour" });
  });

  test("is there in a FIFO queue too, where it is known by its own id when it is sent again", () => {
    const place = { MessageGroupId: "harbour", MessageDeduplicationId: orderId(1) };
    expect(placeInLine("fifo", anOrder(1, { pickupLocation: "harbour" }))).toEqual(place);
  });

  test("is at the counter when the customer named no location", () => {
    expect(groupAt()).toBe("counter");
  });

  test("can be read by people, whatever the location is called", () => {
    expect(groupAt("Main-Street_2.b")).toBe("Main-Street_2.b");
    expect(groupAt("Main Street")).toMatch(/^Main-Street-[0-9a-f]{16}$/);
    expect(groupAt("北京☕")).toMatch(/^----?-[0-9a-f]{16}$/);
  });

  const LONGEST = ["🫖".repeat(40), "\ufb2c".repeat(40), `${"\ufb2c".repeat(39)}x`];
  test.each(LONGEST)("is as short as SQS takes it at %s, even in NFC, and differs from similar ones", (location) => {
    expect(groupAt(location)).toMatch(/^-{39,100}-[0-9a-f]{16}$/);
    expect(groupAt(location)).not.toBe(groupAt(`${location.slice(0, -2)}y`));
  });

  test("is the same however a letter with an accent is written, and differs for other locations", () => {
    expect(groupAt("Caf\u00e9")).toBe(groupAt("Cafe\u0301"));
    expect(new Set(["Main Street", "Main/Street", "Main-Street", "main street"].map(groupAt)).size).toBe(4);
  });
});

describe("the kind of a queue", () => {
  test.each(QUEUE_KINDS)("may be %s", (kind) => {
    expect(readQueueKind(kind)).toBe(kind);
  });

  test.each(["", "FIFO", "priority"])("may not be %j", (text) => {
    expect(() => readQueueKind(text)).toThrow(/^not a kind of queue: .*\(try one of: standard, fair, fifo\)$/);
  });

  test("is seen in its URL and its ARN", () => {
    expect(isFifo("https://sqs.eu-west-1.amazonaws.com/000000000000/orders.fifo")).toBe(true);
    expect(isFifo("arn:aws:sqs:eu-west-1:000000000000:orders.fifo")).toBe(true);
    expect(isFifo("arn:aws:sqs:eu-west-1:000000000000:fifo-orders")).toBe(false);
  });
});
