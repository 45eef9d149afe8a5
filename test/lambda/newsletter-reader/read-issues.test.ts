import { NotAnIssue } from "../../../lambda/newsletter-reader";
import { handler } from "../../../lambda/newsletter-reader/index";
import { published } from "../support/events";
import { anIssue } from "../support/issues";
import { eachTestLogs } from "../support/logs";

const { lines, facts } = eachTestLogs();

describe("the reader of the newsletters", () => {
  test("reads an issue and logs its ids, not its words", async () => {
    await handler(published(anIssue({ audience: "students" })));
    const { issueId } = anIssue();
    expect(facts()).toEqual([{ message: "issue read", issueId, newsletter: "trivia", audience: "students" }]);
  });

  test.each([
    ["no JSON", "news", 'sns-message-1: is not JSON: found "e" at line 1, column 2'],
    ["a draft", { ...anIssue(), issueId: undefined }, "sns-message-1: issueId: is missing from an issue"],
    ["of another version", { ...anIssue(), version: 2 }, "sns-message-1: version: must be 1, not 2"],
  ])("fails for what is %s, so that SNS tries again and then keeps it", async (_, message, fault) => {
    await expect(handler(published(message))).rejects.toThrow(new NotAnIssue(fault));
    expect(lines()).toEqual([]);
  });

  test("fails in few words, however long the message is", async () => {
    const refusal = await handler(published(JSON.stringify("a".repeat(200_000)))).catch((error: unknown) => error);
    expect(String(refusal).length).toBeLessThan(200);
  });
});
