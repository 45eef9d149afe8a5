import { counted } from "../../cli/wording";
import type { Account } from "../accounting";
import type { DrillResult } from "./drill";
import type { Toll } from "./toll";

/** One side of the comparison: the account of a drill, and what the outage cost the customers. */
export interface DrillSide extends Account, Toll {}

/** The shop's side. */
export const looseSide = ({ account: { verdict, ...sums }, toll }: DrillResult): DrillSide => ({
  ...sums,
  ...toll,
  verdict,
});

/** The exhibit's side. What it acknowledges is made, so nothing can be lost afterwards: it fails at the counter. */
export const tightSide = ({ account: { verdict: _, ...sums }, toll }: DrillResult): DrillSide => ({
  ...sums,
  ...toll,
  verdict: verdictOn(toll),
});

const verdictOn = ({ dropped, blocked }: Toll): string => {
  const cost = [
    ...(dropped > 0 ? [`${counted(dropped, "order")} dropped`] : []),
    ...(blocked > 0 ? [`${counted(blocked, "order")} blocked`] : []),
  ];
  return cost.length > 0 ? cost.join(", ") : "nothing dropped, nothing blocked";
};
