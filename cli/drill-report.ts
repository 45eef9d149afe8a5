import type { DrillResult } from "../operations/drill/drill";
import { looseSide, tightSide } from "../operations/drill/impact";
import { drillAccount } from "./drill-account";
import { drillComparison } from "./drill-comparison";
import type { Terminal } from "./terminal";
import { command, counted } from "./wording";

/**
 * A drill as JSON: its account, or where two are compared both sides.
 *
 * @param tight the drill at the exhibit; null when it did not come to that, undefined when nothing is compared
 */
export const drillJson = (loose: DrillResult, tight: DrillResult | null | undefined): object =>
  tight === undefined ? loose.account : { loose: looseSide(loose), tight: tight && tightSide(tight) };

/** A drill as text, beside the one at the exhibit if there was one. */
export const drillLines = (
  loose: DrillResult,
  tight: DrillResult | undefined,
  terminal: Pick<Terminal, "coloured" | "columns">,
): string[] => (tight === undefined ? drillAccount(loose, terminal) : drillComparison({ loose, tight }, terminal));

/** What the numbers do not say. */
export const drillNotes = ({ account, refusals, announcedAgain }: DrillResult, title = ""): string[] => [
  ...[...refusals].map(([why, count]) => `${title}${counted(count, "order")} not taken: ${why}`),
  ...(announcedAgain > 0
    ? [`${counted(announcedAgain, "order")} announced more than once: delivery is at least once`]
    : []),
  ...(account.deadLettered > 0 ? [`see ${command("peek --dead")}`] : []),
];
