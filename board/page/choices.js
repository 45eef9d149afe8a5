/** What can be ordered, as the cashier knows it; a test holds the two lists together. */
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
];

export const SIZES = ["small", "medium", "large"];

/** The ways to be told that a drink is ready, and what an address looks like. */
export const TELL = [
  ["", "on the board only"],
  ["sms", "also by SMS", "+15550100042"],
  ["push", "also by mobile push", "arn:aws:sns:…:endpoint/…"],
];

/** What can be subscribed to, and how it is called. @type {[string, string][]} */
export const NEWSLETTERS = [
  ["coupons", "Coupons"],
  ["trivia", "Coffee trivia"],
  ["product-updates", "Product updates"],
];

/** Something to publish at once, for whoever only wants to see it travel. */
export const SAMPLES = {
  coupons: { subject: "Two for one", text: "Two lattes for the price of one, today only." },
  trivia: { subject: "Did you know?", text: "A coffee bean is the seed of a cherry." },
  "product-updates": {
    subject: "New on the menu",
    text: "The cortado is here: espresso and warm milk, half and half.",
  },
};

/** The ways in which a customer can get one, and what an address looks like. */
export const WAYS = [
  ["email", "email", "ada@example.com"],
  ["sms", "SMS", "+15550100042"],
  ["https", "webhook", "https://example.com/hook"],
  ["push", "push", "arn:aws:sns:…:endpoint/…"],
];
