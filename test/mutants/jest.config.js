const { join } = require("node:path");
const { projects } = require("../../jest.config");

const { testEnvironment, transform } = projects.find(({ displayName }) => displayName === "unit");

/** Folders below test/lambda whose tests have to notice the bugs; see handlers.ts. */
const folders = (process.env.MUTANTS_TESTED_BY ?? "**").split(",");

// What Stryker runs for every bug. Properties stay out: each takes seconds, and what they show has examples too. The
// global setup of the units stays out as well: it is for synthesized templates.
module.exports = {
  rootDir: join(__dirname, "..", ".."),
  testEnvironment,
  transform,
  testMatch: folders.map((folder) => `<rootDir>/test/lambda/${folder}/**/*.test.ts`),
  testPathIgnorePatterns: ["/node_modules/", "\\.property\\.test\\.ts$"],
  testSequencer: join(__dirname, "quick-first.js"),
};
