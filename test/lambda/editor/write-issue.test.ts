import { PUSH_PLATFORMS, pushPayloads } from "../../../lambda/contacts/push";
import trivia from "../../../lambda/editor/trivia.json";
import { emailText, pushNote, smsText, triviaOfTheDay, writeIssue } from "../../../lambda/editor/write-issue";
import { MAX_TEXT_BYTES, parseDraft, parseIssue } from "../../../lambda/messages/newsletter-issue";
import { anIssue } from "../support/issues";
import { accepted, faultsOf } from "../support/parsed";
import { MAX_PUBLISH_BYTES, weight, wording } from "../support/wordings";

const MACHINES = ["sqs", "lambda", "http", "https", "email-json", "firehose"];

describe("an issue is worded", () => {
  test("for readers of mail and SMS in words of their own", () => {
    expect(wording(anIssue(), "email")).toBe(emailText(anIssue()));
    expect(wording(anIssue(), "sms")).toBe(smsText(anIssue()));
    expect(writeIssue(anIssue())).toMatchObject({ Subject: "Did you know?", MessageStructure: "json" });
  });

  test.each(PUSH_PLATFORMS)("as a note on a device for %s", (platform) => {
    expect(wording(anIssue(), platform)).toBe(pushPayloads(pushNote(anIssue()))[platform]);
  });

  test.each(MACHINES)("as the whole issue in JSON for subscribers by %s", (protocol) => {
    const issue = anIssue({ audience: "students" });
    expect(accepted(parseIssue(wording(issue, protocol)))).toEqual(issue);
  });

  test("with the attributes by which subscribers may choose", () => {
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    expect(writeIssue(anIssue()).MessageAttributes).toEqual({ newsletter: text("trivia") });
    const { MessageAttributes } = writeIssue(anIssue({ newsletter: "coupons", audience: "students" }));
    expect(MessageAttributes).toEqual({ newsletter: text("coupons"), audience: text("students") });
  });
});

const LETTERS = ['"', "\\", "\n", "a", "é", "☕"];
test.each(LETTERS)("the longest issue fits what SNS takes in one publish when it is made up of %j", (letter) => {
  const text = letter.repeat(MAX_TEXT_BYTES / Buffer.byteLength(letter));
  expect(weight(anIssue({ subject: '"'.repeat(99), text }))).toBeLessThan(MAX_PUBLISH_BYTES);
});

const sms = (text: string) => smsText(anIssue({ subject: "S", text }));

describe("an issue by SMS", () => {
  test("is the subject and the text on one line", () => {
    expect(smsText(anIssue({ text: "  Two\n\n lines.\t" }))).toBe("Did you know?: Two lines.");
  });

  test("of exactly 160 characters is sent whole", () => {
    expect(sms("a".repeat(157))).toBe(`S: ${"a".repeat(157)}`);
  });

  test("of one more is cut to 160, and the reader can see that it is", () => {
    expect(sms("a".repeat(158))).toBe(`S: ${"a".repeat(154)}...`);
    expect(sms("a".repeat(158))).toHaveLength(160);
  });

  test("in other letters has the 70 characters that one message has for them", () => {
    expect(sms("咖".repeat(67))).toBe(`S: ${"咖".repeat(67)}`);
    expect(sms("咖".repeat(68))).toBe(`S: ${"咖".repeat(64)}...`);
  });

  test("is never cut through the middle of a character", () => {
    expect(sms("☕🫖".repeat(200))).toBe(`S: ${"☕🫖".repeat(21)}☕...`);
  });

  test("with the longest subject leaves room for the text", () => {
    expect(smsText(anIssue({ subject: "S".repeat(99), text: "a".repeat(500) }))).toMatch(/^S{99}: a{56}\.\.\.$/);
  });
});

test("an issue by mail says what newsletter it is", () => {
  expect(emailText(anIssue({ text: "One.\n\nTwo." }))).toBe("One.\n\nTwo.\n\nDecoupled Coffee, trivia");
});

test("an issue on a device is its subject and its text, and the app learns which it is", () => {
  expect(pushNote(anIssue({ audience: "students" }))).toEqual({
    title: "Did you know?",
    body: "Coffee beans are seeds.",
    data: { issueId: anIssue().issueId, newsletter: "trivia" },
  });
});

const textFor = (time: string): string => accepted(triviaOfTheDay(time)).text;
const day = (number: number): string => new Date(Date.UTC(2026, 10, 22 + number, 8)).toISOString();

describe("the trivia of the day", () => {
  test("is the same all day long, so that a second run of the schedule says nothing new", () => {
    expect(textFor("2026-11-22T00:00:00Z")).toBe(textFor("2026-11-22T23:59:59.999Z"));
  });

  test("is another one each day until all have been told, then from the beginning", () => {
    const days = Array.from({ length: trivia.length }, (_, number) => textFor(day(number)));
    expect(new Set(days)).toEqual(new Set(trivia));
    expect(textFor(day(trivia.length))).toBe(days[0]);
  });

  test("follows the committed list in its order", () => {
    const today = trivia.indexOf(textFor(day(0)));
    expect(textFor(day(1))).toBe(trivia[(today + 1) % trivia.length]);
  });

  test("started with the first of the list", () => {
    expect(textFor("1970-01-01T00:00:00Z")).toBe(trivia[0]);
  });

  test.each(trivia)("can be published: %s", (text) => {
    expect(faultsOf(parseDraft({ newsletter: "trivia", subject: "Trivia of the day", text }))).toEqual([]);
  });

  test.each(["1969-12-31T23:59:59Z", "1969-12-20T00:00:00Z", "0001-01-01T00:00:00Z"])("has none for %s", (time) => {
    expect(faultsOf(triviaOfTheDay(time))).toEqual([`triviaOfTheDay: must not be before 1970, not ${time}`]);
  });

  test.each([undefined, 7, "someday"])("cannot be told for %j", (time) => {
    expect(faultsOf(triviaOfTheDay(time))).toEqual([`triviaOfTheDay: must be an ISO 8601 time, not ${time}`]);
  });
});
