import { randomUUID } from "node:crypto";
import { Option } from "commander";
import { DRINKS, SIZES } from "../../lambda/messages/order";
import type { OrderForm } from "../../operations/place-orders";
import { wholeNumber, withTarget, withWaiting } from "../options";
import type { CommandLine, ExitCode, SessionOptions } from "../session";
import { paint, spell } from "../wording";
import { followingBarista } from "./following";

interface OrderOptions extends SessionOptions {
  readonly drink: string;
  readonly name: string;
  readonly at?: string;
  readonly size?: string;
  readonly quantity?: number;
  readonly sms?: string;
  readonly push?: string;
  readonly wait: boolean;
  readonly timeout: number;
}

/** What `order --json` prints. */
export interface OrderResult {
  readonly orderId: string;
  readonly status: "accepted" | "not accepted" | "ready" | "deadLettered";
}

/** `order`: one order, followed until it is ready. */
export const addOrder = ({ program, open, exitWith }: CommandLine): void => {
  const verb = withTarget(program.command("order"))
    .description("place an order and wait until it is ready")
    .addOption(new Option("--drink <drink>", "what to drink").choices(DRINKS).makeOptionMandatory())
    .addOption(new Option("--size <size>", "how big").choices(SIZES))
    .option("--quantity <count>", "how many", wholeNumber(1, 10))
    .requiredOption("--name <name>", "the name to call out")
    .option("--at <place>", "where to pick it up, in a shop with several counters")
    .addOption(new Option("--sms <number>", "tell this phone when it is ready, such as +15550100").conflicts("push"))
    .option("--push <endpoint>", "tell this device when it is ready: an SNS platform endpoint");
  withWaiting(verb, { seconds: 60, of: "wait at most so long" }).action(async (options: OrderOptions) => {
    const session = await open(options);
    const { shop, terminal, json, printJson } = session;
    const { placeOrders } = await import("../../operations/place-orders");
    const finish = (result: OrderResult, code: ExitCode, line: string) => {
      exitWith(code);
      if (json) printJson(result);
      else terminal.print(line);
    };
    const placed = await placeOrders(shop, [formOf(options)], {
      idempotencyKey: randomUUID(),
      signal: terminal.signal,
    });
    const [orderId] = placed.accepted;
    if (orderId === undefined) {
      const [refused] = placed.notAccepted;
      exitWith(1);
      if (json && refused !== undefined) printJson({ orderId: refused, status: "not accepted" } satisfies OrderResult);
      if (!terminal.signal.aborted) terminal.note(placed.problem ?? "the cashier did not take it");
      return;
    }
    if (!json) terminal.print(`accepted  ${orderId}`);
    if (!options.wait) {
      if (json) printJson({ orderId, status: "accepted" } satisfies OrderResult);
      return;
    }
    const { outcomeOf } = await import("../../operations/order-outcome");
    const { watchOrders } = await import("../../operations/watch-orders");
    const following = followingBarista(session);
    const outcomes = await watchOrders(outcomeOf(shop), new Set([orderId]), {
      patienceMs: options.timeout * 1_000,
      signal: terminal.signal,
      onQuiet: following.onQuiet,
    });
    const ready = outcomes.ready.get(orderId);
    if (ready !== undefined) {
      const line = `${paint(terminal, "good", "ready")}     after ${spell(Math.max(0, ready.readyAt - placed.askedAt))}`;
      finish({ orderId, status: "ready" }, 0, line);
    } else if (outcomes.deadLettered.has(orderId)) {
      finish({ orderId, status: "deadLettered" }, 1, paint(terminal, "bad", "in the dead-letter queue"));
    } else {
      finish({ orderId, status: "accepted" }, 1, "not ready yet");
      await following.explain(outcomes.problem);
    }
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
