import * as v from "valibot";
import type { OrderEvent } from "../../operations/accounting";
import { aRequest } from "../lambda/support/cashier-services";
import { runCashier } from "./functions";
import type { ModelShop } from "./model-shop";

const answerBody = v.object({ orders: v.array(v.object({ orderId: v.string(), status: v.string() })) });
type Orders = v.InferOutput<typeof answerBody>;
const PATIENCE = 1_000;

/** A customer who asks until every order is accepted, each time with the key brought along, or else that of the first answer. */
export class Customer {
  /** Answers of the cashier, as far as they reached the customer, and how long each took. */
  readonly answers: (Orders & { readonly status: number; readonly tookMs: number })[] = [];
  /** Orders that were said to be accepted while they were nowhere in the queue. */
  readonly deceived: string[] = [];
  asked = 0;

  constructor(
    private readonly shop: ModelShop,
    private readonly inputs: readonly object[],
    private key?: string,
  ) {}

  /** Asks until all is well. `newKey` is what the cashier gives to those who have no key. */
  async order(newKey: () => string): Promise<void> {
    while (this.answers.at(-1)?.status !== 202) {
      this.asked += 1;
      if (this.asked > PATIENCE) throw new Error("the cashier never accepts");
      await this.ask(newKey);
      await this.shop.clock.sleep(2_000);
    }
  }

  /** What the customer knows: that orders were asked for, and which of them were accepted. */
  events(): readonly OrderEvent[] {
    return this.answers.flatMap(({ orders }) =>
      orders.flatMap(({ orderId, status }): OrderEvent[] => [
        { kind: "attempted", orderId },
        { kind: status === "accepted" ? "acknowledged" : "unknown", orderId },
      ]),
    );
  }

  private async ask(newKey: () => string): Promise<void> {
    const { clock, luck } = this.shop;
    const headers = this.key === undefined ? {} : { "idempotency-key": this.key };
    const began = clock.now();
    const ending = await runCashier(this.shop.sandbox(), aRequest({ headers, body: { orders: this.inputs } }), newKey);
    if (ending.how !== "returned" || !luck.choose("delivery", true, false)) return;
    const { status, headers: given, body } = ending.value;
    this.key = given["idempotency-key"] ?? this.key;
    const { orders } = v.parse(answerBody, body);
    this.answers.push({ status, orders, tookMs: clock.now() - began });
    const stored = [...this.shop.orders.bodies].join();
    for (const { orderId, status } of orders) {
      if (status === "accepted" && !stored.includes(orderId)) this.deceived.push(orderId);
    }
  }
}
