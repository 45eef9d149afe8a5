import { awsShop } from "../../operations/aws-shop";
import { exhibitIsDeployed, tightCashier } from "../../operations/exhibit";
import { subscribe, unsubscribe } from "../../operations/membership";
import { storeOutcome } from "../../operations/order-outcome";
import { eachTestHasAFakeShop, eachTestIsLoggedIn } from "../cli/support/fake-shop";

const fake = eachTestHasAFakeShop();
eachTestIsLoggedIn(fake);

describe("the way into a shop on AWS", () => {
  test("is found by the outputs of its stacks and named after account and region", async () => {
    const shop = await awsShop({});
    expect(shop).toMatchObject({ target: "aws", title: "AWS 123456789012 eu-west-1", account: "123456789012" });
    expect(shop.board).toBeUndefined();
    expect(shop.cashier).toBe(`${fake.file.endpoint}/orders`);
    expect(shop.output("TriviaTopicArn")).toBe("arn:aws:sns:us-east-1:000000000000:TriviaTopicArn");
    expect((await awsShop({ region: "us-west-2" })).title).toBe("AWS 123456789012 us-west-2");
  });

  test("says what to do when no shop is deployed there", async () => {
    delete fake.file.outputs["CoffeeShopNewsletters"];
    await expect(awsShop({})).rejects.toThrow(
      "no shop is deployed in AWS 123456789012 eu-west-1: there is no stack CoffeeShopNewsletters (run npx cdk deploy --all)",
    );
  });

  test("does without the exhibit, which only some have", async () => {
    expect(exhibitIsDeployed(await awsShop({}))).toBe(true);
    delete fake.file.outputs["TightlyCoupledExhibit"];
    const shop = await awsShop({});
    expect(exhibitIsDeployed(shop)).toBe(false);
    expect(() => tightCashier(shop)).toThrow(
      "the tightly coupled exhibit is not deployed (npx cdk deploy TightlyCoupledExhibit -c exhibit=true)",
    );
  });

  test("says what to do when no region is set", async () => {
    delete process.env["AWS_REGION"];
    await expect(awsShop({})).rejects.toThrow(
      "no AWS region is set (use --region, AWS_REGION, or a profile that has one)",
    );
  });

  test("signs what it sends to the cashier, body and all", async () => {
    const { askCashier } = await awsShop({});
    const idempotencyKey = "00000000-0000-4000-8000-000000000000";
    const ask = (body: string) => askCashier({ body, idempotencyKey, signal: AbortSignal.timeout(5_000) });
    expect((await ask('{"drink":"latte"}')).status).toBe(202);
    await ask('{"drink":"tea"}');
    const [latte, tea] = fake.asked.map(({ authorization }) => authorization ?? "");
    expect(latte).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/lambda\/aws4_request, SignedHeaders=content-type;host;idempotency-key;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
    );
    expect(tea).not.toBe(latte);
  });

  test("signs what it sends to the membership function", async () => {
    const shop = await awsShop({});
    const input = { newsletter: "coupons", protocol: "sms", endpoint: "+15550142" } as const;
    await subscribe(shop, input, AbortSignal.timeout(5_000));
    fake.membership.answers.push({ status: 200, body: { removed: true } });
    await unsubscribe(shop, input, AbortSignal.timeout(5_000));
    const signed = fake.membership.asked.map(({ method, authorization = "" }) => [method, authorization.slice(0, 40)]);
    expect(signed).toEqual([
      ["POST", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"],
      ["DELETE", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"],
    ]);
  });
});

describe("what becomes of orders, by the idempotency store", () => {
  test("is asked for a hundred at a time; what is finished is ready, as of now", async () => {
    const ids = Array.from({ length: 250 }, (_, place) => `order-${place}`);
    for (const orderId of ids.slice(0, 240)) fake.ready.push({ orderId, readyAt: "", deliveries: 1 });
    const found = await storeOutcome(await awsShop({}), () => 77).ready(new Set(ids));
    expect([...found.keys()]).toEqual(ids.slice(0, 240));
    expect(found.get("order-0")).toEqual({ readyAt: 77, timesShown: null, announcements: null });
    expect(fake.actions.filter((action) => action === "BatchGetItem")).toHaveLength(3);
  });

  test("knows only how long the queue is", async () => {
    fake.listsMessages = false;
    fake.queues.set("OrdersQueueUrl", []);
    const outcome = storeOutcome(await awsShop({}));
    expect(await outcome.onTheWay(new Set(["a", "b"]))).toBe(0);
    fake.baristaWorks = false;
    await fetch(fake.file.cashier, { method: "POST", body: "{}", headers: { "idempotency-key": "0".repeat(36) } });
    expect(await outcome.onTheWay(new Set(["a", "b"]))).toBe(1);
  });
});
