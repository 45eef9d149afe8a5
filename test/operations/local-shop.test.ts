import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { localShop } from "../../operations/local-shop";
import { eachTestHasAFakeShop } from "../cli/support/fake-shop";

const fake = eachTestHasAFakeShop();

const refusal = (changes: object): unknown => {
  try {
    return localShop({ ...fake.file, ...changes });
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

describe("the way into a local shop", () => {
  test("is named after the account and the engine", () => {
    expect(localShop({ ...fake.file, endpoint: "http://localhost:4566" }).title).toBe(
      "LOCAL 000000000000 @ localhost:4566",
    );
  });

  test("refuses any other account and any other machine, even when the file was not checked", () => {
    expect(refusal({ account: "123456789012" })).toBe(
      "not a local account: 123456789012 (a local shop is always 000000000000)",
    );
    expect(refusal({ endpoint: "https://sqs.eu-west-1.amazonaws.com" })).toMatch(/^not an address of this machine/);
    expect(refusal({ cashier: "https://abc.lambda-url.eu-west-1.on.aws" })).toMatch(/^not an address of this machine/);
  });

  test("goes to the engine even for a queue URL of AWS", async () => {
    const QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
    await localShop(fake.file).sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(fake.actions).toEqual(["ReceiveMessage"]);
  });

  test("never asks for the credentials of this machine", async () => {
    const before = process.env;
    process.env = { ...before, AWS_PROFILE: "no-such-profile", AWS_ENDPOINT_URL: "http://localhost:1" };
    try {
      const { sqs } = localShop(fake.file);
      expect(await sqs.config.credentials()).toMatchObject({ accessKeyId: "local", secretAccessKey: "local" });
      await sqs.send(new ReceiveMessageCommand({ QueueUrl: `${fake.file.endpoint}/000000000000/OrdersQueueUrl` }));
      expect(fake.actions).toEqual(["ReceiveMessage"]);
    } finally {
      process.env = before;
    }
  });

  test("says what to do about an output that is not there", () => {
    const shop = localShop({ ...fake.file, outputs: { CoffeeShopOrders: { OrdersQueueUrl: "x" } } });
    expect(shop.output("OrdersQueueUrl")).toBe("x");
    expect(() => shop.output("TriviaTopicArn")).toThrow(
      "the deployed stack CoffeeShopNewsletters has no output TriviaTopicArn: it is of another version (stop the shop and run npm start -- --fresh)",
    );
  });
});
