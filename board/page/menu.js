/** What can be ordered, as the cashier knows it; a test holds the two lists together. */
export const DRINKS = [
  ["espresso"],
  ["americano"],
  ["macchiato"],
  ["cortado"],
  ["cappuccino"],
  ["flat white"],
  ["latte"],
  ["mocha"],
  ["cold brew"],
  ["tea"],
];

export const SIZES = [["small"], ["medium"], ["large"]];

/** The ways to be told that a drink is ready, and what an address looks like. */
export const TELL = [
  ["", "on the board only"],
  ["sms", "also by SMS", "+15550100042"],
  ["push", "also by mobile push", "arn:aws:sns:…:endpoint/…"],
];
