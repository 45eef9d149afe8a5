import { switchBarista } from "../../operations/barista";
import { action } from "./action";
import { oneOf, wishOf } from "./wishes";

/** Sends the barista away or calls them back, and answers when it is so. On AWS that takes up to a minute. */
export const barista = action(
  wishOf({ to: oneOf(["away", "back"]) }, { to: "away" }),
  async ({ to }, { shop, floor, signal, onChange }) => {
    try {
      const state = await switchBarista(shop, to === "back", signal);
      floor.found({ baristaState: state });
      return { state };
    } finally {
      onChange();
    }
  },
);
