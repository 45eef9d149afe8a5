import type { Check } from "../../../operations/doctor-checks";
import type { FakeShop } from "./fake-shop";
import { run } from "./memory-terminal";

export const fine = (check: string, detail: string): Check => ({ check, ok: true, detail, remedy: null });

/** What the doctor finds in a shop that is well. */
export const WELL: readonly Check[] = [
  fine("stacks", "CoffeeShopOrders and CoffeeShopNewsletters tell all that this command line asks for"),
  fine("barista", "at work"),
  fine("dead letters", "none"),
  fine("confirmations", "none is awaited"),
];

/** What the doctor finds amiss, which makes the command fail. */
export const amissIn = async (fake: FakeShop, words: string): Promise<readonly Check[]> => {
  const { json, exitCode } = await run(fake, words);
  expect(exitCode).toBe(1);
  return (json as readonly Check[]).filter(({ ok }) => !ok);
};
