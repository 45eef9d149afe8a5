import fc from "fast-check";

/** Every property starts from the same seed, which its name shows; `FAST_CHECK_SEED` tries another. */
export const SEED = Number(process.env["FAST_CHECK_SEED"] ?? 20_261_122);

/** How many cases every property is tried with; `PROPERTY_RUNS` asks for more. */
export const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 1_000);

/** The slowest property takes a few milliseconds of processor time a case, which a busy machine may not give for long. */
const MOST_MS_PER_RUN = 200;

/** How long a property, or any long story, may take. */
export const PATIENCE_MS = Math.max(240_000, RUNS * MOST_MS_PER_RUN);

// Left to itself, fast-check keeps lists to about ten entries, however many are allowed.
fc.configureGlobal({ seed: SEED, numRuns: RUNS, defaultSizeToMaxWhenMaxSpecified: true });
jest.setTimeout(PATIENCE_MS);
