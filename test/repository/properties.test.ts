import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TESTS = join(__dirname, "..");
const ASSERTION = /\bfc\.assert\(/g;

/** Test files that state properties, and how many. */
const files = readdirSync(TESTS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts") && !path.startsWith("repository"))
  .sort()
  .map((path) => ({ path, text: readFileSync(join(TESTS, path), "utf8") }))
  .map(({ path, text }) => ({ path, text, properties: [...text.matchAll(ASSERTION)].length }))
  .filter(({ properties }) => properties > 0);

/** One home for the number of cases and the seed; a property that sets its own escapes the long campaign. */
const OWN_CHOICE = /numRuns|interruptAfterTimeLimit|[{,] seed:/;
const SHOWN_SEED = /seed \$\{SEED\}/;

describe("properties", () => {
  test.each(files)(
    "$path states $properties, found by its name, with the shared seed and number of cases",
    ({ path, text }) => {
      expect(path).toMatch(/\.property\.test\.ts$/);
      expect(text).toContain('support/seed";');
      expect(text).toMatch(SHOWN_SEED);
      expect(text).not.toMatch(OWN_CHOICE);
    },
  );

  test("are more than forty", () => {
    expect(files.reduce((sum, { properties }) => sum + properties, 0)).toBeGreaterThan(40);
  });
});
