import fc from "fast-check";
import { isOwnEndpoint } from "../../../lambda/contacts/push";
import { SEED } from "../support/seed";

describe("a push endpoint is the shop's own", () => {
  test(`exactly when it is an application's ARN with endpoint for app and an id behind (seed ${SEED})`, () => {
    const arns = fc
      .tuple(
        fc.constantFrom("eu-west-1", "us-east-1"),
        fc.constantFrom("000000000000", "111111111111"),
        fc.constantFrom("GCM", "APNS", "APNS_SANDBOX"),
        fc.constantFrom("coffee", "tea"),
      )
      .map(([region, account, platform, name]) => `arn:aws:sns:${region}:${account}:app/${platform}/${name}`);
    fc.assert(
      fc.property(fc.uniqueArray(arns, { maxLength: 4 }), arns, fc.uuid(), (own, application, id) => {
        const endpoint = `${application.replace(":app/", ":endpoint/")}/${id}`;
        expect(isOwnEndpoint(endpoint, own)).toBe(own.includes(application));
      }),
    );
  });
});
