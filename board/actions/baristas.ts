import { switchBarista } from "../../operations/barista";
import { exhibitIsDeployed } from "../../operations/exhibit/expect-exhibit";
import { switchTightBarista } from "../../operations/exhibit/tight-barista";
import { action, NotHere, oneOf, wishOf } from "./action";

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

/** Sends the exhibit's barista away or calls them back. */
export const tightBarista = action(
  wishOf({ to: oneOf(["away", "back"]) }, { to: "away" }),
  async ({ to }, { shop, floor, onChange }) => {
    if (!exhibitIsDeployed(shop)) throw new NotHere("the exhibit is not deployed");
    try {
      const state = await switchTightBarista(shop, to === "back");
      floor.found({ exhibitState: state });
      return { state };
    } finally {
      onChange();
    }
  },
);
