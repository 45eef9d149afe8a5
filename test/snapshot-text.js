/** Writes texts into snapshots as they are, without quotes and escapes. */
module.exports = { test: (value) => typeof value === "string", print: (value) => value };
