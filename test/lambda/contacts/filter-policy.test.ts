import {
  FILTER_FIELDS,
  MAX_POLICY_BYTES,
  parseFilterInput,
  parseFilterPolicy,
} from "../../../lambda/contacts/filter-policy";
import { writeIssue } from "../../../lambda/editor/write-issue";
import { anIssue } from "../support/issues";
import { accepted, faultsOf } from "../support/parsed";

const onAttributes = (policy: unknown) => faultsOf(parseFilterPolicy(policy, "attributes"));
const onBody = (policy: unknown) => faultsOf(parseFilterPolicy(policy, "body"));
const asExpected = (fault: string | RegExp) => (typeof fault === "string" ? fault : expect.stringMatching(fault));
const list = (length: number) => Array.from({ length }, (_, place) => `audience-${place}`);

const issue = anIssue({ audience: "students" });

test("what a filter can go by are the attributes and the fields that an issue is published with, and all of them", () => {
  const { MessageAttributes, Message } = writeIssue(issue);
  expect(Object.keys(FILTER_FIELDS.attributes).sort()).toEqual(Object.keys(MessageAttributes).sort());
  const body: unknown = JSON.parse(JSON.parse(Message).default);
  expect(Object.keys(FILTER_FIELDS.body).sort()).toEqual(Object.keys(Object(body)).sort());
  for (const [field, kind] of Object.entries(FILTER_FIELDS.body)) {
    expect([field, typeof Object(body)[field]]).toEqual([field, kind === "text" ? "string" : "number"]);
  }
});

describe("a filter policy is taken:", () => {
  test.each([
    { audience: ["students"] },
    { audience: ["students", { exists: false }] },
    { audience: [{ prefix: "stud" }, { suffix: "s" }, { "equals-ignore-case": "STAFF" }] },
    { audience: [{ "anything-but": "staff" }], newsletter: ["trivia"] },
    { audience: [{ "anything-but": ["staff", "students"] }, { "anything-but": { prefix: "st" } }] },
    { audience: list(75), newsletter: ["coupons", "trivia"] },
  ])("%j", (policy) => {
    expect(accepted(parseFilterPolicy(policy, "attributes"))).toEqual({ scope: "attributes", policy });
  });

  test.each([
    { version: [1, { numeric: ["=", 1] }, { numeric: [">", 0.00001, "<=", 1e9] }, { "anything-but": [2, -3.5] }] },
    { subject: [{ prefix: "New" }], text: [{ exists: true }], publishedAt: [{ prefix: "2026-" }] },
  ])("%j on the body", (policy) => {
    expect(accepted(parseFilterPolicy(policy, "body"))).toEqual({ scope: "body", policy });
  });
});

describe("a filter policy is refused, with a word on what is wrong:", () => {
  const POLICY = 'filter: must be a filter policy such as {"audience": ["students"]}';
  const LIST = 'filter.audience: must be a list of at least one value or operator, such as ["students"]';
  const TEXT = /^filter\.audience\[0\]: must be text of at least one character, or an operator such as /;
  const operator = (name: string) =>
    `filter.audience[0]: not an operator for text: ${name} (try one of: prefix, suffix, equals-ignore-case, anything-but, exists)`;
  const unknown = (field: string) => `filter.${field}: not an attribute of an issue (try one of: newsletter, audience)`;
  const TOO_MANY = "filter: must have at most 150 combinations (the lengths of its lists, multiplied), not 151";
  const noText = (name: string) => `filter.audience[0]: ${name} must be text of at least one character`;

  test.each([
    [null, POLICY],
    ["audience", POLICY],
    [7, POLICY],
    [["students"], POLICY],
    [{}, "filter: must name a field (leave the filter out to get every issue)"],
    [{ customer: ["1"] }, unknown("customer")],
    [{ subject: ["x"] }, unknown("subject")],
    [{ "ada@example.com": ["x"] }, unknown("…")],
    [{ toString: ["x"] }, unknown("toString")],
    [JSON.parse('{"__proto__": ["x"]}'), unknown("…")],
    [{ $or: [{ audience: ["a"] }, { audience: ["b"] }] }, unknown("$or")],
    [{ audience: "students" }, LIST],
    [{ audience: [] }, LIST],
    [{ audience: { type: ["students"] } }, LIST],
    [{ audience: null }, LIST],
    [{ audience: [""] }, TEXT],
    [{ audience: [7] }, TEXT],
    [{ audience: [null] }, TEXT],
    [{ audience: [true] }, TEXT],
    [{ audience: [["students"]] }, TEXT],
    [{ audience: ["\ud800"] }, TEXT],
    [{ audience: [{}] }, operator("…")],
    [{ audience: [{ wildcard: "stud*" }] }, operator("wildcard")],
    [{ audience: [{ cidr: "10.0.0.0/8" }] }, operator("cidr")],
    [{ audience: [{ Prefix: "a" }] }, operator("Prefix")],
    [{ audience: [{ regex: ".*" }] }, operator("regex")],
    [{ audience: [{ toString: "latte" }] }, operator("toString")],
    [{ audience: [{ numeric: ["=", 1] }] }, operator("numeric")],
    [{ audience: [{ "+15550142": "a" }] }, operator("…")],
    [{ audience: [{ prefix: "a", suffix: "b" }] }, "filter.audience[0]: must have one operator, not several"],
    [{ audience: [{ prefix: "" }] }, noText("prefix")],
    [{ audience: [{ prefix: 7 }] }, noText("prefix")],
    [{ audience: [{ suffix: ["a"] }] }, noText("suffix")],
    [{ audience: [{ "equals-ignore-case": null }] }, noText("equals-ignore-case")],
    [{ audience: [{ exists: "true" }] }, "filter.audience[0]: exists must be true or false"],
    [{ audience: [{ exists: null }] }, "filter.audience[0]: exists must be true or false"],
    [{ audience: [{ "anything-but": [] }] }, /anything-but must be a list of at least one text$/],
    [{ audience: [{ "anything-but": ["a", 7] }] }, /anything-but must be a list of at least one text$/],
    [{ audience: [{ "anything-but": 7 }] }, /anything-but must be one text, or a list, or \{"prefix": "…"\}$/],
    [{ audience: [{ "anything-but": { suffix: "a" } }] }, /anything-but must be one text, or a list, or /],
    [{ audience: [{ "anything-but": { prefix: "a", suffix: "b" } }] }, /anything-but must be one text, or a list/],
    [{ audience: list(151) }, TOO_MANY],
    [{ audience: list(76), newsletter: ["coupons", "trivia"] }, /^filter: must have at most 150 .* not 152$/],
    [{ audience: ["a".repeat(MAX_POLICY_BYTES)] }, /^filter: must be at most 262144 bytes of JSON, not 262161$/],
  ])("%j", (policy, fault) => {
    expect(onAttributes(policy)).toEqual([asExpected(fault)]);
  });

  const NO_RANGES = [
    ...[["="], [1], ["=", "1"], ["!=", 1], ["=", 1, "<", 2], [">", 1, "<"], [">", 1, ">", 2], ["<", 1, ">", 2]],
    ...[
      [">", 2, "<", 1],
      [">=", 1, "<=", 1],
      [">", 1, "<", 2, "<", 3],
      [">", 1e10],
    ],
  ];
  const RANGE = 'filter.version[0]: numeric must be such as ["=", 1] or [">=", 1, "<", 3]';

  test.each([
    [{ version: ["1"] }, /^filter\.version\[0\]: must be a number from -10\^9 to 10\^9, or an operator such as /],
    [{ version: [1e9 + 1] }, /^filter\.version\[0\]: must be a number/],
    [{ version: [0.000001] }, /^filter\.version\[0\]: must be a number/],
    [{ version: [{ prefix: "1" }] }, /version\[0\]: not an operator for number: prefix \(try one of: numeric, /],
    [{ version: [{ "anything-but": { prefix: "1" } }] }, /anything-but must be one number, or a list$/],
    ...[...NO_RANGES, [], "=1", 1, null].map((numeric) => [{ version: [{ numeric }] }, RANGE] as const),
    [{ issue: { audience: ["students"] } }, /^filter\.issue: not a field of an issue \(try one of: version, issueId, /],
    [{ subject: { prefix: ["New"] } }, /^filter\.subject: must be a list/],
    [
      { version: [1], issueId: ["a"], newsletter: ["a"], subject: ["a"], text: ["a"], audience: ["a"] },
      "filter: must name at most 5 fields, not 6",
    ],
  ] as const)("%j on the body", (policy, fault) => {
    expect(onBody(policy)).toEqual([asExpected(fault)]);
  });

  test("every fault of every field at once", () => {
    expect(onAttributes({ audience: ["", { wildcard: "a" }], newsletter: "trivia", colour: ["red"] })).toHaveLength(4);
  });
});

describe("who subscribes may say", () => {
  const STAFF = { audience: ["staff"] };

  test.each([
    [{}, "sms", null],
    [{ filter: null }, "sms", null],
    [{ audience: "students" }, "sms", { scope: "attributes", policy: { audience: ["students"] } }],
    [{ filter: STAFF }, "push", { scope: "attributes", policy: STAFF }],
    [{ filter: STAFF, filterScope: "body" }, "https", { scope: "body", policy: STAFF }],
  ])("%j by %s", (input, protocol, filter) => {
    expect(accepted(parseFilterInput(input, protocol))).toEqual(filter);
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
  ])("but not %j by %s", (input, protocol, fault) => {
    expect(faultsOf(parseFilterInput(input, protocol))).toEqual([asExpected(fault)]);
  });
});
