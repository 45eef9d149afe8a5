/** What became of the bugs planted in one place. */
export interface Tally {
  /** A test went red. */
  readonly killed: number;
  /** The tests did not come to an end. */
  readonly timedOut: number;
  readonly survived: number;
  /** No test came by. */
  readonly notCovered: number;
}

/** Counts by Stryker's words for the fates; mutants that were left out or broke nothing but the build count nowhere. */
export const tally = (statuses: readonly string[]): Tally => {
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
  return {
    killed: count("Killed"),
    timedOut: count("Timeout"),
    survived: count("Survived"),
    notCovered: count("NoCoverage"),
  };
};

export const planted = ({ killed, timedOut, survived, notCovered }: Tally): number =>
  killed + timedOut + survived + notCovered;

/** The percentage of planted bugs that tests noticed; 100 where there is nothing to plant. */
export const score = (counted: Tally): number =>
  planted(counted) === 0 ? 100 : (100 * (counted.killed + counted.timedOut)) / planted(counted);

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (one, other) => ({
      killed: one.killed + other.killed,
      timedOut: one.timedOut + other.timedOut,
      survived: one.survived + other.survived,
      notCovered: one.notCovered + other.notCovered,
    }),
    { killed: 0, timedOut: 0, survived: 0, notCovered: 0 },
  );
