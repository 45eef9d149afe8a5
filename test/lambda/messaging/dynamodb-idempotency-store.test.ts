import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { boundedClient } from "../../../lambda/messaging/aws-clients";
import { DynamoDbIdempotencyStore, RECORD_DAYS } from "../../../lambda/messaging/idempotency";
import { type DynamoDbTable, dynamoDbTable } from "../support/dynamodb-table";
import { towards } from "../support/local-server";
import { StoppedClock } from "../support/memory-idempotency";

const LEASE_MS = 11_000;
const DAY_MS = 86_400_000;
let table: DynamoDbTable;
let client: DynamoDBClient;
let clock: StoppedClock;
let idempotency: DynamoDbIdempotencyStore;

beforeAll(async () => {
  table = await dynamoDbTable();
  client = new DynamoDBClient({ ...boundedClient(), ...towards(table) });
});
beforeEach(() => {
  table.items.clear();
  table.outcomes.length = 0;
  clock = new StoppedClock();
  idempotency = new DynamoDbIdempotencyStore(client, "idempotency", clock.now);
});
afterAll(async () => {
  client.destroy();
  await table.close();
});

const acquire = (id = "order#1") => idempotency.acquire(id, clock.now() + LEASE_MS);

describe("the idempotency store in DynamoDB (model of the table)", () => {
  test("gives work to the first who asks and tells the others that it is in flight", async () => {
    const answers = await Promise.all([acquire(), acquire(), acquire(), acquire()]);
    expect(answers.sort()).toEqual(["acquired", "in flight", "in flight", "in flight"]);
  });

  test("keeps each piece of work apart", async () => {
    for (const id of ["order#1", "order#2", "notice#1"]) expect(await acquire(id)).toBe("acquired");
  });

  test("tells whoever comes after the completion that it is done, for ever", async () => {
    await acquire();
    await idempotency.complete("order#1");
    expect(await acquire()).toBe("completed");
    clock.pass(RECORD_DAYS * DAY_MS);
    expect(await acquire()).toBe("completed");
  });

  test("lets nobody take over work up to the end of its lease, and exactly one from then on", async () => {
    await acquire();
    clock.pass(LEASE_MS);
    expect(await acquire()).toBe("in flight");
    clock.pass(1);
    const answers = await Promise.all([acquire(), acquire(), acquire()]);
    expect(answers.sort()).toEqual(["acquired", "in flight", "in flight"]);
  });

  test("compares leases as numbers, not as text", async () => {
    await idempotency.acquire("order#1", 9);
    expect(await acquire()).toBe("acquired");
  });

  test("stays completed when a worker that was thought dead completes late", async () => {
    await acquire();
    clock.pass(LEASE_MS + 1);
    await acquire();
    await idempotency.complete("order#1");
    await idempotency.complete("order#1");
    clock.pass(LEASE_MS + 1);
    expect(await acquire()).toBe("completed");
  });

  test("keeps entries longer than a copy may wait in two queues, be brought back, and all of it again", async () => {
    const [queue, deadLetterQueue] = [4, 14];
    const days = queue + deadLetterQueue + queue + deadLetterQueue + queue;
    const expiry = clock.now() / 1_000 + days * 86_400;
    await acquire();
    expect(expiryOf("order#1")).toBeGreaterThanOrEqual(expiry);
    clock.pass(DAY_MS + 1);
    await idempotency.complete("order#1");
    expect(expiryOf("order#1")).toBeGreaterThan(expiry + 86_400);
    expect(expiryOf("order#1")).toBeLessThan(expiry + 2 * 86_400);
  });

  test("writes expiry times as whole seconds, which TTL needs", async () => {
    clock.pass(1);
    await acquire();
    expect(Number.isInteger(expiryOf("order#1"))).toBe(true);
  });
});

describe("when DynamoDB fails (model of the table)", () => {
  test("an acquisition whose reply was lost is still one's own when the SDK asks again", async () => {
    table.outcomes.push("reply lost");
    expect(await acquire()).toBe("acquired");
    expect(table.requests.slice(-2).map((request) => JSON.parse(request).Item.state.S)).toEqual(["claimed", "claimed"]);
    expect(await acquire()).toBe("in flight");
  });

  test("an acquisition whose reply was lost is nobody else's", async () => {
    table.outcomes.push("reply lost");
    expect((await Promise.all([acquire(), acquire()])).sort()).toEqual(["acquired", "in flight"]);
  });

  test("a takeover whose reply was lost is kept as well", async () => {
    await acquire();
    clock.pass(LEASE_MS + 1);
    table.outcomes.push("reply lost");
    expect(await acquire()).toBe("acquired");
  });

  test("a completion whose reply was lost is repeated without harm", async () => {
    await acquire();
    table.outcomes.push("reply lost");
    await idempotency.complete("order#1");
    expect(await acquire()).toBe("completed");
  });

  test("work is neither given nor denied", async () => {
    table.outcomes.push("out of order", "out of order");
    await expect(acquire()).rejects.toThrow();
    expect(table.items.size).toBe(0);
  });

  test("a short fault is ridden out", async () => {
    table.outcomes.push("out of order");
    expect(await acquire()).toBe("acquired");
  });

  test("a completion that was not written is not taken for one", async () => {
    await acquire();
    table.outcomes.push("out of order", "out of order");
    await expect(idempotency.complete("order#1")).rejects.toThrow();
    clock.pass(LEASE_MS + 1);
    expect(await acquire()).toBe("acquired");
  });
});

const expiryOf = (id: string): number => {
  const expiry = table.items.get(id)?.["expiresAt"];
  return expiry && "N" in expiry ? Number(expiry.N) : Number.NaN;
};
