const { join } = require("node:path");
const { projects } = require("../../jest.config");

const { testEnvironment, transform } = projects.find(({ displayName }) => displayName === "unit");

/** Folders below test/lambda whose tests have to notice the bugs; see handlers.ts. */
const folders = (process.env.MUTANTS_TESTED_BY ?? "**").split(",");

// What Stryker runs for every bug. What takes seconds stays out: properties, and trials of the real client against a queue
// that keeps it waiting. Both have examples beside them that show the same. The global setup of the units stays out as
// well: it is for synthesized templates.
module.exports = {
  rootDir: join(__dirname, "..", ".."),
  testEnvironment,
  transform,
  testMatch: folders.map((folder) => `<rootDir>/test/lambda/${folder}/**/*.test.ts`),
  testPathIgnorePatterns: ["/node_modules/", "\\.property\\.test\\.ts$", "/cashier/unwell-queue\\.test\\.ts$"],
  testSequencer: join(__dirname, "quick-first.js"),
};
