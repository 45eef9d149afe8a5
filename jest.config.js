const shared = {
  testEnvironment: "node",
  transform: { "^.+\\.(ts|mjs)$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  snapshotSerializers: ["<rootDir>/test/snapshot-text.js"],
  setupFiles: ["<rootDir>/test/setup.ts"],
  globalSetup: "<rootDir>/test/global-setup.ts",
};

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    { ...shared, displayName: "unit", testMatch: ["<rootDir>/test/{lib,lambda,local,cli,repository}/**/*.test.ts"] },
    { ...shared, displayName: "journeys", testMatch: ["<rootDir>/test/journeys/**/*.test.ts"] },
  ],
};
