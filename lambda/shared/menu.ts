/** What the shop makes. A drink that is not listed here can never be made, however often it is tried. */
export const DRINKS = [
  "espresso",
  "americano",
  "macchiato",
  "cortado",
  "cappuccino",
  "flat white",
  "latte",
  "mocha",
  "cold brew",
  "tea",
] as const;

export const SIZES = ["small", "medium", "large"] as const;

export type Drink = (typeof DRINKS)[number];
export type Size = (typeof SIZES)[number];
