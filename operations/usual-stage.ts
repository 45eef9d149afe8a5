import type { Shop } from "./shop";

/** The stage whose settings describe a shop when nothing else is said. */
export const USUAL_STAGE = { local: "local", aws: "production" } as const satisfies Record<Shop["target"], string>;
