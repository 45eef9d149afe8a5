import fc from "fast-check";
import { MAX_PUSH_BYTES } from "../../../lambda/contacts/cut-to-fit";
import { PUSH_PLATFORMS } from "../../../lambda/contacts/push";
import { fitsOneSms } from "../../../lambda/contacts/sms";
import { parseIssue } from "../../../lambda/messages/newsletter-issue";
import { issues } from "../support/arbitraries";
import { accepted } from "../support/parsed";
import { SEED } from "../support/seed";
import { MAX_PUBLISH_BYTES, weight, wording } from "../support/wordings";

test(`any issue can be read back, fits one publish, one SMS and every device, and has no broken character (seed ${SEED})`, () => {
  fc.assert(
    fc.property(issues, (issue) => {
      expect(accepted(parseIssue(wording(issue, "sqs")))).toEqual(issue);
      expect(weight(issue)).toBeLessThan(MAX_PUBLISH_BYTES);
      expect(fitsOneSms(wording(issue, "sms"))).toBe(true);
      expect(wording(issue, "sms")).not.toMatch(/[\r\n]/);
      for (const platform of PUSH_PLATFORMS)
        expect(Buffer.byteLength(wording(issue, platform))).toBeLessThanOrEqual(MAX_PUSH_BYTES);
      for (const protocol of ["sms", "email", ...PUSH_PLATFORMS])
        expect(wording(issue, protocol).isWellFormed()).toBe(true);
    }),
  );
});
