import { OldestAges } from "../../../board/floor/oldest-ages";
import { localShop } from "../../../operations/local-shop";
import { eachTestHasAFakeShop, message, queueOf } from "../../cli/support/fake-shop";
import { until } from "../../support/until";
import { countedShop } from "../support/counted-shop";

const fake = eachTestHasAFakeShop();

const count = (waiting: number) => ({ name: "orders" as const, waiting, inHand: 0, delayed: 0 });

describe("the age of the oldest message", () => {
  test("is found in the background, grows by itself, and is gone with the message", async () => {
    let time = 1_800_000_000_000;
    const ages = new OldestAges(localShop(fake.file), () => time);
    queueOf(fake, "OrdersQueueUrl").push(message("x", { sentAt: time - 30_000 }));
    expect(ages.of(count(1)).oldestAgeSeconds).toBeNull();
    await until("it is found", 10_000, () => ages.of(count(1)).oldestAgeSeconds === 30);
    time += 500;
    fake.listsMessages = false;
    expect(ages.of(count(1)).oldestAgeSeconds).toBe(31);
    expect(ages.of(count(0)).oldestAgeSeconds).toBe(0);
    expect(ages.of(count(1)).oldestAgeSeconds).toBeNull();
  });

  test("is not known on AWS, where SQS does not tell", () => {
    const ages = new OldestAges(countedShop("aws").shop);
    expect([ages.of(count(3)).oldestAgeSeconds, ages.of(count(0)).oldestAgeSeconds]).toEqual([null, 0]);
  });
});
