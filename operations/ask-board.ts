import type * as v from "valibot";
import { parseWith } from "../lambda/messages/fields";
import { faultLine } from "../lambda/messaging/parse";
import type { Shop } from "./shop";
import { ShopError } from "./shop-error";

const TIMEOUT_MS = 10_000;

/**
 * Asks the order board of the local shop.
 *
 * @throws ShopError when there is no board or it answers something else
 */
export const askBoard = async <S extends v.GenericSchema>(shop: Shop, path: string, schema: S) => {
  if (shop.board === undefined) throw new ShopError("only a local shop has an order board (leave out --target aws)");
  const address = `${shop.board}${path}`;
  const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  const parsed = parseWith(schema, await response.json().catch(() => undefined));
  if (response.ok && parsed.ok) return parsed.value;
  const given = response.ok && !parsed.ok ? faultLine(parsed.faults.slice(0, 1)) : `status ${response.status}`;
  throw new ShopError(`${address} is not the order board of this shop: ${given} (stop it and run npm start again)`);
};
