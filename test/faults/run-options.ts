import { parseArgs } from "node:util";

/** How the fault tests are run. */
export interface RunOptions {
  readonly seeds: readonly number[];
  /** Orders and kills of each seed. */
  readonly orders: number;
  readonly kills: number;
  readonly faultPercent: number;
  readonly ordersPerSecond: number;
  readonly incidentMs: number;
  /** So many runs, each with a shop and seeds of its own. */
  readonly runs: number;
  readonly cashier: boolean;
  readonly properties: boolean;
  /** Folder for the report. */
  readonly out: string;
  /** Ends when standard input does. */
  readonly tied: boolean;
}

export const USAGE = `npm run test:faults [-- options]

Faults, kills and outages while 10,000 orders are placed in a shop on the embedded engine, over 4 seeds; the cashier
under each single fault; then 10,000 runs of each property. Takes about half an hour. Linux only.

  --short           1,000 orders, 20 kills and one seed, without the properties: what "npm test" runs
  --flake N         the short variant N times, each time with another seed and a fresh shop
  --seed N          the first seed (default: 1)
  --orders N        orders of each seed
  --kills N         processes killed in each seed
  --no-cashier      leave the trial of the cashier out
  --no-properties   leave the properties out
  --out DIR         where results.md and results.json are written (default: .faults)
  --help            show this`;

const LONG = { seeds: 4, orders: 2_500, kills: 52, faultPercent: 5, ordersPerSecond: 20, incidentMs: 5_000 };
const SHORT = { seeds: 1, orders: 1_000, kills: 20, faultPercent: 1, ordersPerSecond: 50, incidentMs: 1_500 };

/** Reads the command line; undefined when help is wanted. @throws Error that says what is wrong with it */
export const readRunOptions = (args: readonly string[]): RunOptions | undefined => {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: flag,
      flake: text,
      seed: text,
      orders: text,
      kills: text,
      "no-cashier": flag,
      "no-properties": flag,
      out: text,
      tied: flag,
      help: flag,
    },
  });
  if (values.help) return undefined;
  const short = values.short || values.flake !== undefined;
  const { seeds, ...usual } = short ? SHORT : LONG;
  const first = wholeNumber("--seed", values.seed, 1);
  return {
    ...usual,
    seeds: Array.from({ length: seeds }, (_, place) => first + place),
    orders: wholeNumber("--orders", values.orders, usual.orders),
    kills: wholeNumber("--kills", values.kills, usual.kills),
    runs: wholeNumber("--flake", values.flake, 1),
    cashier: !values["no-cashier"],
    properties: !short && !values["no-properties"],
    out: values.out ?? ".faults",
    tied: values.tied,
  };
};

const wholeNumber = (option: string, given: string | undefined, otherwise: number): number => {
  if (given === undefined) return otherwise;
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new Error(`${option} must be a whole number from 1 to 999999, not ${given || "nothing"}`);
};
