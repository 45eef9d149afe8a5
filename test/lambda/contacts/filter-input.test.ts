import { parseFilterInput } from "../../../lambda/contacts/filter-policy";
import { accepted, faultsOf } from "../support/parsed";

describe("who subscribes may say", () => {
  test.each([
    [{}, "sms", null],
    [{ filter: null }, "sms", null],
    [{ audience: "students" }, "sms", { scope: "attributes", policy: { audience: ["students"] } }],
    [{ filter: { audience: ["staff"] } }, "push", { scope: "attributes", policy: { audience: ["staff"] } }],
    [
      { filter: { audience: ["staff"] }, filterScope: "body" },
      "https",
      { scope: "body", policy: { audience: ["staff"] } },
    ],
  ])("%j by %s", (wish, protocol, filter) => {
    expect(accepted(parseFilterInput(wish, protocol))).toEqual(filter);
  });

  const WORD = "audience: must be a word such as students: 1 to 40 of a-z, 0-9 and -";

  test.each([
    [{ audience: "Students" }, "sms", WORD],
    [{ audience: ["students"] }, "sms", WORD],
    [{ audience: "ada@example.com" }, "sms", WORD],
    [{ audience: null }, "sms", WORD],
    [{ audience: "a", filter: { audience: ["a"] } }, "sms", /^audience: cannot be combined with a filter/],
    [{ audience: "a", filterScope: "body" }, "https", /^audience: cannot be combined with a filter/],
    [{ filterScope: "body" }, "https", "filterScope: is of no use without a filter"],
    [{ filterScope: "MessageBody", filter: { audience: ["a"] } }, "https", "filterScope: must be attributes or body"],
    [{ filterScope: "body", filter: { audience: ["a"] } }, "email", /^filterScope: must be attributes for email: /],
    [{ filterScope: "body", filter: { audience: ["a"] } }, "sms", /^filterScope: must be attributes for sms: /],
    [{ filterScope: "body", filter: { audience: ["a"] } }, "push", /^filterScope: must be attributes for push: /],
    [{ filter: { subject: ["a"] } }, "https", /^filter\.subject: not an attribute of an issue/],
  ])("but not %j by %s", (wish, protocol, fault) => {
    expect(faultsOf(parseFilterInput(wish, protocol))).toEqual([
      typeof fault === "string" ? fault : expect.stringMatching(fault),
    ]);
  });
});
