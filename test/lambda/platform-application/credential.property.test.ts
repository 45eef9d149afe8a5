import fc from "fast-check";
import { PUSH_PLATFORMS } from "../../../lambda/contacts/push";
import { parseCredential } from "../../../lambda/platform-application/credential";
import { faultsOf } from "../support/parsed";
import { SEED } from "../support/seed";

describe("what is no credential is refused, and nothing of it repeated", () => {
  test.each(PUSH_PLATFORMS)(`any text that is none, for %s (seed ${SEED})`, (platform) => {
    const marked = fc.string().map((text) => `${text}§VeryPrivate§`);
    const secret = fc.oneof(
      marked,
      fc.object({ values: [marked] }).map((value) => JSON.stringify({ ...value, value: "§VeryPrivate§" })),
    );
    fc.assert(
      fc.property(secret, (text) => {
        const found = faultsOf(parseCredential(platform, text));
        expect(found).not.toEqual([]);
        expect(found.join()).not.toContain("VeryPrivate");
      }),
    );
  });
});
