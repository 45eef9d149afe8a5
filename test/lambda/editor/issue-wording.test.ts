import { emailText, machineText, pushNote, smsText } from "../../../lambda/editor/write-issue";
import { anIssue } from "../support/issues";

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

test("an issue for machines is the issue, whole", () => {
  expect(JSON.parse(machineText(anIssue({ audience: "students" })))).toEqual(anIssue({ audience: "students" }));
});
