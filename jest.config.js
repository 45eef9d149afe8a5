require("./bin/direct-loopback.cjs");
// The AWS SDK announces on every start that it will stop supporting Node.js 20 one day.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const shared = {
  testEnvironment: "node",
  // Plain .js files need none, but for those of the page, which are modules.
  transform: {
    "(\\.(ts|mjs)|/board/page/.+\\.js)$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } } },
    ],
  },
  // The built package has the name of this one; `npm run test:mutants` works in copies of the project.
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/.stryker/"],
  // What the page imports from the board's own address.
  moduleNameMapper: { "^/vendor/preact\\.js$": "<rootDir>/node_modules/htm/preact/standalone.umd.js" },
  snapshotSerializers: ["<rootDir>/test/snapshot-text.js"],
};

/** @type {import("jest").Config} */
module.exports = {
  // Longer than `A_WHILE_MS` of the tests: what is waited for in vain is then named.
  testTimeout: 600_000,
  projects: [
    {
      ...shared,
      displayName: "unit",
      globalSetup: "<rootDir>/test/global-setup.ts",
      globalTeardown: "<rootDir>/test/global-teardown.ts",
      testMatch: ["<rootDir>/test/{lib,lambda,operations,cli,board,local,model,inputs,repository}/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "journeys",
      globalSetup: "<rootDir>/test/journeys/global-setup.ts",
      globalTeardown: "<rootDir>/test/journeys/global-teardown.ts",
      testMatch: ["<rootDir>/test/{journeys,stranger}/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "faults",
      testMatch: ["<rootDir>/test/faults/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "browser",
      globalSetup: "<rootDir>/test/browser/global-setup.ts",
      globalTeardown: "<rootDir>/test/journeys/global-teardown.ts",
      testMatch: ["<rootDir>/test/browser/**/*.test.ts"],
    },
  ],
};
