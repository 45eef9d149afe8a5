import { randomFrom, shuffled } from "../support/random-from";
import type { FunctionCall } from "./function-call";
import { WIRE_FAULTS, type WireFault } from "./wire-fault";

/** How many of a hundred calls meet each fault; together at most 100. */
export type FaultPercents = Partial<Readonly<Record<WireFault, number>>>;

/** The same for each fault. */
export const everyFault = (percent: number): FaultPercents =>
  Object.fromEntries(WIRE_FAULTS.map((fault) => [fault, percent])) satisfies FaultPercents;

const DECK = 100;

/**
 * Decides which calls meet which fault: of every hundred calls of an operation exactly as many as are asked for, in an
 * order that follows from the seed. Which order's call that is, the machine's timing decides.
 */
export class FaultPlan {
  private readonly decks = new Map<string, (WireFault | undefined)[]>();
  private readonly randoms = new Map<string, () => number>();

  constructor(
    private readonly seed: number,
    private readonly percents: FaultPercents,
  ) {}

  decide({ service, operation }: FunctionCall): WireFault | undefined {
    const key = `${service} ${operation}`;
    const random = this.randoms.get(key) ?? randomFrom(this.seed, key);
    this.randoms.set(key, random);
    const deck = this.decks.get(key) ?? [];
    if (deck.length === 0) deck.push(...shuffled(random, this.cards()));
    this.decks.set(key, deck);
    return deck.pop();
  }

  private cards(): (WireFault | undefined)[] {
    const faults = WIRE_FAULTS.flatMap((fault) => Array<WireFault>(this.percents[fault] ?? 0).fill(fault));
    return [...faults, ...Array<undefined>(DECK - faults.length).fill(undefined)];
  }
}
