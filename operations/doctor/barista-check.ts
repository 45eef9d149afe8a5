import { command } from "../../cli/wording";
import { baristaState } from "../barista";
import type { Shop } from "../shop";
import { amiss, type Check, fine } from "./check";

/** Whether orders are handed to the barista. */
export const baristaCheck = async (shop: Shop): Promise<Check> => {
  const state = await baristaState(shop);
  if (state === "Enabled") return fine("barista", "at work");
  return amiss("barista", `away: the event source is ${state}, orders wait`, command("barista start"));
};
