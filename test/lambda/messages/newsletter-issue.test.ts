import { MAX_TEXT_BYTES, NEWSLETTERS, parseDraft, parseIssue } from "../../../lambda/messages/newsletter-issue";
import { aDraft, anIssue } from "../support/issues";
import { accepted, faultsOf } from "../support/parsed";

const faults = (changes: object) => faultsOf(parseDraft({ ...aDraft(), ...changes }));

describe("a draft of an issue", () => {
  test.each(NEWSLETTERS)("may be for the newsletter %s", (newsletter) => {
    expect(accepted(parseDraft(aDraft({ newsletter })))).toEqual(aDraft({ newsletter }));
  });

  test("for a newsletter that does not exist is told which do", () => {
    const fault = "newsletter: not a newsletter: gossip (try one of: coupons, trivia, product-updates)";
    expect(faults({ newsletter: "gossip" })).toEqual([fault]);
  });

  test("is told every fault at once", () => {
    expect(faultsOf(parseDraft({ newsletter: "", subject: "", text: "", audience: "" }))).toHaveLength(4);
  });

  test.each([
    ["audiance", "did you mean audience?"],
    ["colour", "(known: newsletter, subject, text, audience, issueId)"],
  ])("is refused for %s, which nobody here knows: a slip would address it to everybody", (name, hint) => {
    const [fault, ...more] = faultsOf(parseDraft({ ...aDraft(), [name]: "students" }));
    expect([fault?.startsWith(`${name}: is not known`), fault?.endsWith(hint), more]).toEqual([true, true, []]);
  });

  test.each(["newsletter", "subject", "text"])("without %s is told so", (field) => {
    const { [field]: _, ...rest }: Record<string, unknown> = { ...aDraft() };
    const fault = `${field}: is missing from an issue such as {"newsletter": "trivia", "subject": "…", "text": "…"}`;
    expect(faultsOf(parseDraft(rest))).toEqual([fault]);
  });
});

describe("the subject of an issue", () => {
  const SUBJECTS = ["A", "A".repeat(99), "!", "7 beans & <b>more</b>", "Café news", "咖啡 ☕", "A "];
  test.each(SUBJECTS)("may be %s", (subject) => {
    expect(faults({ subject })).toEqual([]);
  });

  const RULE = /^subject: must be 1 to 99 characters on one line that do not start with a space, not/;
  const NO_SUBJECTS = [
    ...["", "A".repeat(100), " A", "A\nBcc: everybody@example.com", "A\n", "🫖".repeat(50), "A\u202eB", 7],
  ];
  test.each(NO_SUBJECTS)("cannot be %j", (subject) => {
    expect(faults({ subject })).toEqual([expect.stringMatching(RULE)]);
  });
});

describe("the text of an issue", () => {
  const TEXTS = [
    "A",
    "One.\r\n\r\n\tTwo.",
    "\u200fא 1\u200e",
    "👩‍🍳",
    "A".repeat(MAX_TEXT_BYTES),
    "é".repeat(MAX_TEXT_BYTES / 2),
  ];
  test.each(TEXTS)("may be %j", (text) => {
    expect(accepted(parseDraft(aDraft({ text }))).text).toBe(text);
  });

  const NO_TEXTS: Readonly<Record<string, readonly string[]>> = {
    "not blank": ["", " \n\t"],
    "not 16385": ["A".repeat(MAX_TEXT_BYTES + 1)],
    "not 32768": ["é".repeat(MAX_TEXT_BYTES)],
    "in well-formed Unicode": ["A\ud83d"],
    "without control characters": ["A\u0000", "\u001b[31mA", "A\u007f", "A\u009b", "A\u202e", "A\u2069"],
    "U+FFFE and U+FFFF": ["A\uffff", "A\ufffe"],
  };
  const cases = Object.entries(NO_TEXTS).flatMap(([rule, texts]) => texts.map((text) => [rule, text] as const));
  test.each(cases)("is told that it must be %s: %j", (rule, text) => {
    expect(faults({ text })).toEqual([expect.stringMatching(/^text: must be text of 1 to 16384 bytes/)]);
    expect(faults({ text })).toEqual([expect.stringContaining(rule)]);
  });
});

describe("the audience of an issue", () => {
  test.each(["s", "students", "early-birds-2026", "a".repeat(40)])("may be %s", (audience) => {
    expect(accepted(parseDraft(aDraft({ audience })))).toEqual(aDraft({ audience }));
  });

  test.each(["", "a".repeat(41), "Students", "-s", "two words", null, ["students"]])("cannot be %j", (audience) => {
    expect(faults({ audience })).toEqual([expect.stringMatching(/^audience: must be a word such as students/)]);
  });
});

describe("a delivered issue", () => {
  test.each([anIssue(), anIssue({ audience: "students" })])("is read back as it was published: %j", (issue) => {
    expect(accepted(parseIssue(JSON.stringify(issue)))).toEqual(issue);
  });

  test.each([
    ["no issue at all", '"news"', "must be an issue, not news"],
    ["no JSON", "news", 'is not JSON: found "e" at line 1, column 2'],
    ["of another version", JSON.stringify({ ...anIssue(), version: 2 }), "version: must be 1, not 2"],
    ["a draft", JSON.stringify({ ...anIssue(), issueId: undefined }), "issueId: is missing from an issue"],
  ])("is refused when it is %s", (_, body, fault) => {
    expect(faultsOf(parseIssue(body))).toEqual([fault]);
  });
});
