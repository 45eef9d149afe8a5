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
  table.fates.length = 0;
  clock = new StoppedClock();
  idempotency = new DynamoDbIdempotencyStore(client, "idempotency", clock.now);
});
afterAll(async () => {
  client.destroy();
  await table.close();
});

const claim = (id = "order#1") => idempotency.acquire(id, clock.now() + LEASE_MS);

describe("the idempotency store in DynamoDB (model of the table)", () => {
  test("gives work to the first who asks and tells the others that it is in hand", async () => {
    const answers = await Promise.all([claim(), claim(), claim(), claim()]);
    expect(answers.sort()).toEqual(["acquired", "in flight", "in flight", "in flight"]);
  });

  test("keeps each piece of work apart", async () => {
    expect(await claim("order#1")).toBe("acquired");
    expect(await claim("order#2")).toBe("acquired");
    expect(await claim("notice#1")).toBe("acquired");
  });

  test("tells whoever comes after the finish that it is done, for ever", async () => {
    await claim();
    await idempotency.complete("order#1");
    expect(await claim()).toBe("completed");
    clock.pass(RECORD_DAYS * DAY_MS);
    expect(await claim()).toBe("completed");
  });

  test("lets nobody take over a claim up to the end of its lease", async () => {
    await claim();
    clock.pass(LEASE_MS);
    expect(await claim()).toBe("in flight");
  });

  test("lets exactly one take over the claim of a worker whose time has run out", async () => {
    await claim();
    clock.pass(LEASE_MS + 1);
    expect((await Promise.all([claim(), claim(), claim()])).sort()).toEqual(["acquired", "in flight", "in flight"]);
  });

  test("compares leases as numbers, not as text", async () => {
    await idempotency.acquire("order#1", 9);
    expect(await claim()).toBe("acquired");
  });

  test("stays finished when a worker that was thought dead finishes late", async () => {
    await claim();
    clock.pass(LEASE_MS + 1);
    await claim();
    await idempotency.complete("order#1");
    await idempotency.complete("order#1");
    clock.pass(LEASE_MS + 1);
    expect(await claim()).toBe("completed");
  });

  test("keeps entries longer than a copy may wait in two queues, be brought back, and all of it again", async () => {
    const [queue, deadLetterQueue] = [4, 14];
    const days = queue + deadLetterQueue + queue + deadLetterQueue + queue;
    const expiry = clock.now() / 1_000 + days * 86_400;
    await claim();
    expect(expiryOf("order#1")).toBeGreaterThanOrEqual(expiry);
    clock.pass(DAY_MS + 1);
    await idempotency.complete("order#1");
    expect(expiryOf("order#1")).toBeGreaterThan(expiry + 86_400);
    expect(expiryOf("order#1")).toBeLessThan(expiry + 2 * 86_400);
  });

  test("writes expiry times as whole seconds, which TTL needs", async () => {
    clock.pass(1);
    await claim();
    expect(Number.isInteger(expiryOf("order#1"))).toBe(true);
  });
});

describe("when DynamoDB fails (model of the table)", () => {
  test("a claim whose reply was lost is still one's own when the SDK asks again", async () => {
    table.fates.push("reply lost");
    expect(await claim()).toBe("acquired");
    expect(table.requests.slice(-2).map((request) => JSON.parse(request).Item.state.S)).toEqual(["claimed", "claimed"]);
    expect(await claim()).toBe("in flight");
  });

  test("a claim whose reply was lost is nobody else's", async () => {
    table.fates.push("reply lost");
    expect((await Promise.all([claim(), claim()])).sort()).toEqual(["acquired", "in flight"]);
  });

  test("a takeover whose reply was lost is kept as well", async () => {
    await claim();
    clock.pass(LEASE_MS + 1);
    table.fates.push("reply lost");
    expect(await claim()).toBe("acquired");
  });

  test("a finish whose reply was lost is repeated without harm", async () => {
    await claim();
    table.fates.push("reply lost");
    await idempotency.complete("order#1");
    expect(await claim()).toBe("completed");
  });

  test("a claim is neither given nor denied", async () => {
    table.fates.push("out of order", "out of order");
    await expect(claim()).rejects.toThrow();
    expect(table.items.size).toBe(0);
  });

  test("a short fault is ridden out", async () => {
    table.fates.push("out of order");
    expect(await claim()).toBe("acquired");
  });

  test("a finish that was not written is not taken for one", async () => {
    await claim();
    table.fates.push("out of order", "out of order");
    await expect(idempotency.complete("order#1")).rejects.toThrow();
    clock.pass(LEASE_MS + 1);
    expect(await claim()).toBe("acquired");
  });
});

const expiryOf = (id: string): number => {
  const expiry = table.items.get(id)?.["expiresAt"];
  return expiry && "N" in expiry ? Number(expiry.N) : Number.NaN;
};
