/**
 * Stryker plants bugs in the functions: `npm run test:mutants` calls it once for every folder below `lambda`.
 *
 * @satisfies {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export default {
  mutate: ["lambda/**/*.ts"],
  testRunner: "jest",
  plugins: ["@stryker-mutator/jest-runner"],
  jest: { projectType: "custom", configFile: "test/mutants/jest.config.js" },
  // A bug is tried with those tests only that run the line it is in.
  coverageAnalysis: "perTest",
  // Lists, schemas and limits are made when a module is loaded. They are worth breaking too, although all tests of the
  // folder have to be asked then: `ignoreStatic` would leave out most of `lambda/messages`.
  ignoreStatic: false,
  // There is none of this name: Stryker would look into it with the compiler's API, which TypeScript 7 does not have.
  tsconfigFile: "no-tsconfig.json",
  ignorePatterns: ["/docs", "/.shop", "/.build", "/cdk.out", "/.faults", "/.stryker"],
  tempDirName: ".stryker/sandbox",
  reporters: ["json", "clear-text", "progress-append-only"],
  jsonReporter: { fileName: `.stryker/${process.env.MUTANTS_REPORT ?? "report"}.json` },
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  // A test that is slow on a busy machine has not noticed anything.
  timeoutMS: 15_000,
  thresholds: { high: 95, low: 85, break: 85 },
};
