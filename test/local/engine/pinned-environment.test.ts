import { readFileSync } from "node:fs";
import { engineEnvironment, REQUIREMENTS } from "../../../local/engine/pinned-environment";

const text = readFileSync(REQUIREMENTS, "utf8");

/** Each requirement with its hashes, on one line. */
const requirements = text
  .replaceAll("\\\n", " ")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

describe("what the engine is made of", () => {
  test.each(requirements)("is pinned with hashes: %.30s", (requirement) => {
    expect(requirement).toMatch(
      /^[a-z0-9.-]+==\d[\w.]*( ; python_full_version < '3\.\d+')? ( +--hash=sha256:[0-9a-f]{64})+$/,
    );
  });

  test("comes from the index that the machine uses, and from no other address", () => {
    expect(text).not.toContain("://");
  });

  test("is named after the engine and everything it is made of", () => {
    expect(engineEnvironment().id).toMatch(/^ministack-1\.5\.33-[0-9a-f]{8}$/);
    expect(engineEnvironment("ministack==1.2.3\nsix==1.0").id).not.toBe(
      engineEnvironment("ministack==1.2.3\nsix==1.1").id,
    );
    expect(() => engineEnvironment("six==1.0")).toThrow(/does not pin ministack/);
  });
});
