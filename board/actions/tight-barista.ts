import { exhibitIsDeployed, switchTightBarista } from "../../operations/exhibit";
import { action, NotHere } from "./action";
import { oneOf, wishOf } from "./wishes";

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
