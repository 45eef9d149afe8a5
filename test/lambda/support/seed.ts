import fc from "fast-check";

/** Every property starts from the same seed, which its name shows; `FAST_CHECK_SEED` tries another. */
export const SEED = Number(process.env["FAST_CHECK_SEED"] ?? 20_261_122);

fc.configureGlobal({ seed: SEED });
