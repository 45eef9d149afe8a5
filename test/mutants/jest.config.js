const { join } = require("node:path");
const { projects } = require("../../jest.config");

const { testEnvironment, transform } = projects.find(({ displayName }) => displayName === "unit");

/** Folders below test/lambda whose tests have to notice the bugs; see handlers.ts. */
const folders = (process.env.MUTANTS_TESTED_BY ?? "**").split(",");

// What Stryker runs for every bug. Properties try fewer cases than usual, but as many as they insist on. Trials of the real
// client against a queue that keeps it waiting stay out, since they take seconds. So does the global setup of the units: it
// is for synthesized templates.
process.env.PROPERTY_RUNS ??= "200";
module.exports = {
  rootDir: join(__dirname, "..", ".."),
  testEnvironment,
  transform,
  testMatch: folders.map((folder) => `<rootDir>/test/lambda/${folder}/**/*.test.ts`),
  testPathIgnorePatterns: ["/node_modules/", "/cashier/unwell-queue\\.test\\.ts$"],
  testSequencer: join(__dirname, "quick-first.js"),
};
