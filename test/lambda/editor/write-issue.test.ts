import { PUSH_PLATFORMS, pushPayloads } from "../../../lambda/contacts/push";
import { pushNote, writeIssue } from "../../../lambda/editor/write-issue";
import { MAX_TEXT_BYTES, parseIssue } from "../../../lambda/messages/newsletter-issue";
import { anIssue } from "../support/issues";
import { accepted } from "../support/parsed";
import { MAX_PUBLISH_BYTES, weight, wording } from "../support/wordings";

const MACHINES = ["sqs", "lambda", "http", "https", "email-json", "firehose"];

describe("an issue is worded", () => {
  test("as prose for readers of mail", () => {
    expect(wording(anIssue(), "email")).toBe("Coffee beans are seeds.\n\nDecoupled Coffee, trivia");
    expect(writeIssue(anIssue()).Subject).toBe("Did you know?");
  });

  test("in one short line for readers of SMS", () => {
    expect(wording(anIssue(), "sms")).toBe("Did you know?: Coffee beans are seeds.");
    expect(wording(anIssue({ text: "a".repeat(1_000) }), "sms")).toHaveLength(160);
  });

  test.each(PUSH_PLATFORMS)("as a note on a device for %s", (platform) => {
    expect(wording(anIssue(), platform)).toBe(pushPayloads(pushNote(anIssue()))[platform]);
  });

  test.each(MACHINES)("as the whole issue in JSON for subscribers by %s", (protocol) => {
    const issue = anIssue({ audience: "students" });
    expect(accepted(parseIssue(wording(issue, protocol)))).toEqual(issue);
  });

  test("with the attributes by which subscribers may choose", () => {
    expect(writeIssue(anIssue()).MessageAttributes).toEqual({
      newsletter: { DataType: "String", StringValue: "trivia" },
    });
    expect(writeIssue(anIssue({ newsletter: "coupons", audience: "students" })).MessageAttributes).toEqual({
      newsletter: { DataType: "String", StringValue: "coupons" },
      audience: { DataType: "String", StringValue: "students" },
    });
  });

  test("with a structure that SNS takes apart by protocol", () => {
    expect(writeIssue(anIssue()).MessageStructure).toBe("json");
  });
});

describe("the longest issue fits what SNS takes in one publish", () => {
  test.each(['"', "\\", "\n", "a", "é", "☕"])("when it is made up of %j", (letter) => {
    const text = letter.repeat(MAX_TEXT_BYTES / Buffer.byteLength(letter));
    expect(weight(anIssue({ subject: '"'.repeat(99), text }))).toBeLessThan(MAX_PUBLISH_BYTES);
  });
});
