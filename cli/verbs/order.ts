import { randomUUID } from "node:crypto";
import { Option } from "commander";
import { DRINKS, SIZES } from "../../lambda/messages/order";
import type { Fault } from "../../lambda/messaging/parse";
import type { OrderForm } from "../../operations/place-orders";
import { addVerb, type WaitingOptions, wholeNumber, withWaiting } from "../options";
import type { CommandLine, ExitCode, SessionOptions } from "../session";
import { paint, spell } from "../wording";
import { followingBarista } from "./following";

interface OrderOptions extends SessionOptions, WaitingOptions, Pick<OrderForm, "drink" | "size" | "quantity"> {
  readonly name: string;
  readonly at?: string;
  readonly sms?: string;
  readonly push?: string;
}

/** What `order --json` prints. */
export interface OrderResult {
  /** Null when it got none: the cashier refused it, or did not answer. */
  readonly orderId: string | null;
  readonly status: "accepted" | "not accepted" | "ready" | "deadLettered";
  /** Why it has no id. */
  readonly reasons?: readonly Fault[];
}

export const addOrder = ({ program, open, exitWith }: CommandLine): void => {
  const verb = addVerb(program, "order", "place an order and wait until it is ready")
    .addOption(new Option("--drink <drink>", "what to drink").choices(DRINKS).makeOptionMandatory())
    .addOption(new Option("--size <size>", "how big").choices(SIZES))
    .option("--quantity <count>", "how many", wholeNumber(1, 10))
    .requiredOption("--name <name>", "the name to call out")
    .option("--at <place>", "where to pick it up, in a shop with several counters")
    .addOption(new Option("--sms <number>", "tell this phone when it is ready, such as +15550100").conflicts("push"))
    .option("--push <endpoint>", "tell this device when it is ready: an SNS platform endpoint");
  withWaiting(verb, 60, "wait at most so long").action(async (options: OrderOptions) => {
    const session = await open(options);
    const { shop, terminal, json, show } = session;
    const { signal } = terminal;
    const { placeOrders } = await import("../../operations/place-orders");
    const finish = (orderId: string, status: OrderResult["status"], code: ExitCode, ...lines: string[]) => {
      exitWith(code);
      show({ orderId, status } satisfies OrderResult, () => lines);
    };
    const placed = await placeOrders(shop, [formOf(options)], { idempotencyKey: randomUUID(), signal });
    const [orderId] = placed.accepted;
    if (orderId === undefined) {
      const [refused] = placed.notAccepted;
      exitWith(1);
      const { faults, problem = "the cashier did not take it" } = placed;
      const reasons = faults.length > 0 ? faults : [{ path: "", message: problem }];
      if (refused !== undefined) finish(refused, "not accepted", 1);
      else show({ orderId: null, status: "not accepted", reasons } satisfies OrderResult, () => []);
      if (!signal.aborted) terminal.note(problem);
      return;
    }
    if (!json) terminal.print(`accepted  ${orderId}`);
    if (!options.wait) return finish(orderId, "accepted", 0);
    const { outcomeOf } = await import("../../operations/order-outcome");
    const { watchOrders } = await import("../../operations/watch-orders");
    const following = followingBarista(session);
    const outcomes = await watchOrders(outcomeOf(shop), new Set([orderId]), {
      patienceMs: options.timeout * 1_000,
      signal,
      onQuiet: following.onQuiet,
    });
    const ready = outcomes.ready.get(orderId);
    if (ready !== undefined) {
      const line = `${paint(terminal, "good", "ready")}     after ${spell(Math.max(0, ready.readyAt - placed.askedAt))}`;
      return finish(orderId, "ready", 0, line);
    }
    if (outcomes.deadLettered.has(orderId)) {
      return finish(orderId, "deadLettered", 1, paint(terminal, "bad", "in the dead-letter queue"));
    }
    finish(orderId, "accepted", 1, "not ready yet");
    await following.explain(outcomes.problem);
  });
};

const formOf = ({ drink, name, at, size, quantity, sms, push }: OrderOptions): OrderForm => ({
  drink,
  pickupName: name,
  ...(at !== undefined && { pickupLocation: at }),
  ...(size !== undefined && { size }),
  ...(quantity !== undefined && { quantity }),
  ...(sms !== undefined && { notify: { sms } }),
  ...(push !== undefined && { notify: { push } }),
});
