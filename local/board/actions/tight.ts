import * as v from "valibot";
import { action, NotHere } from "./action";

/** The tightly coupled exhibit beside the shop, where there is one. */
const atTheExhibit = action(v.unknown(), async () => {
  throw new NotHere("the exhibit is not deployed");
});

export const tightRush = atTheExhibit;
export const tightBarista = atTheExhibit;
