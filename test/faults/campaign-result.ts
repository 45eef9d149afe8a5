import { type Account, isKept } from "../../operations/accounting";
import { type FaultCount, timesOf } from "./fault-tally";
import type { KillPoint } from "./killer";
import { WIRE_FAULTS } from "./wire-fault";

/** What a campaign is asked for. */
export interface CampaignPlan {
  readonly seed: number;
  /** Orders that customers place. */
  readonly orders: number;
  readonly kills: number;
  /** So many of a hundred calls, at least, meet each of the faults of the wire. */
  readonly faultPercent: number;
  readonly ordersPerSecond: number;
  /** How long each incident lasts. */
  readonly incidentMs: number;
}

/** What became of a campaign. */
export interface CampaignResult {
  readonly plan: CampaignPlan;
  readonly account: Account;
  /** Orders that the customers gave up on. */
  readonly unknown: number;
  /** Orders that can never be made among the attempted. */
  readonly poison: number;
  /** Orders in the dead-letter queue in the end that could have been made. */
  readonly diedWell: number;
  /** Orders sent back from the dead-letter queue after the faults. */
  readonly redriven: number;
  readonly kills: Readonly<Partial<Record<KillPoint, number>>>;
  readonly wire: FaultCount;
  /** What happened to the whole shop, in the order it happened. */
  readonly incidents: readonly string[];
  /** Announcements of the same order beyond its first. */
  readonly announcedAgain: number;
  /** Faults and kills that may have caused one. */
  readonly announceCauses: number;
  /** Those announcements of which no fault and no kill met that very order. */
  readonly announcedWithoutCause: number;
  /** SMS that were sent, those about the same order beyond its first, and likewise. */
  readonly told: number;
  readonly toldAgain: number;
  readonly toldCauses: number;
  readonly toldWithoutCause: number;
  /** Every call about the orders to which something happened without a cause. */
  readonly puzzles: Readonly<Record<string, readonly string[]>>;
  readonly seconds: number;
}

/** How many processes were killed. */
export const killsOf = ({ kills }: CampaignResult): number =>
  Object.values(kills).reduce((sum, count) => sum + count, 0);

/** What a campaign shows to be broken, in words; nothing when every promise was kept and the faults took place. */
export const brokenPromises = (result: CampaignResult): string[] => {
  const { plan, account, wire } = result;
  const kills = killsOf(result);
  const rare = WIRE_FAULTS.filter((fault) => timesOf(wire, fault) * 100 < plan.faultPercent * wire.calls);
  const claims: readonly (readonly [boolean, string])[] = [
    [isKept(account), account.verdict],
    [account.attempted === plan.orders + result.poison, `${account.attempted} orders were attempted, not all`],
    [
      account.deadLettered === result.poison,
      `${account.deadLettered} dead letters, of which ${result.poison} are poison`,
    ],
    [result.diedWell === 0, `${result.diedWell} orders died that could have been made`],
    [result.announcedWithoutCause === 0, `${result.announcedWithoutCause} orders were announced again without a cause`],
    [result.announcedAgain <= result.announceCauses, `more announcements than causes: ${result.announcedAgain}`],
    [result.toldWithoutCause === 0, `${result.toldWithoutCause} customers were told again without a cause`],
    [kills >= plan.kills, `only ${kills} of ${plan.kills} kills took place`],
    [rare.length === 0, `faults too rare to prove anything: ${rare.join(", ")}`],
  ];
  return claims.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
};
