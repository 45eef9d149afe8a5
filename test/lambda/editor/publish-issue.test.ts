import { SNSServiceException } from "@aws-sdk/client-sns";
import { type EditorServices, IssueRefused, MaybePublished, publishIssue } from "../../../lambda/editor/publish-issue";
import { NEWSLETTERS, type NewsletterIssue, parseIssue } from "../../../lambda/messages/newsletter-issue";
import { aDraft, anIssue } from "../support/issues";
import { deployed } from "../support/local-aws";
import { eachTestLogs } from "../support/logs";
import { accepted } from "../support/parsed";

const { lines, facts } = eachTestLogs();
let publications: Parameters<EditorServices["publish"]>[];
let services: EditorServices;
beforeEach(() => {
  publications = [];
  services = {
    publish: async (...publication) => {
      publications.push(publication);
      return "sns-message-1";
    },
    now: () => new Date("2026-11-22T08:00:00.000Z"),
    newIssueId: () => anIssue().issueId,
  };
});

const issuesPublished = () =>
  publications.map(([newsletter, { Message }]) => [newsletter, accepted(parseIssue(JSON.parse(Message).default))]);

describe("the editor", () => {
  test.each(NEWSLETTERS)("publishes an issue of %s to its own topic, once, and says its ids", async (newsletter) => {
    const ids = { issueId: anIssue().issueId, newsletter, messageId: "sns-message-1" };
    expect(await publishIssue(aDraft({ newsletter }), services)).toEqual(ids);
    expect(issuesPublished()).toEqual([[newsletter, anIssue({ newsletter })]]);
  });

  test("publishes it under the id of an attempt before, for those who read by machine to recognise it", async () => {
    const issueId = "00000000-0000-4000-8000-000000000043";
    await publishIssue(aDraft({ issueId }), services);
    expect(issuesPublished()).toEqual([["trivia", anIssue({ issueId })]]);
  });

  const SLIPS = [{ issueId: "mine" }, { publishedAt: "1999" }, { audiance: "students" }];
  test.each(SLIPS)("refuses %j rather than publish it to everybody without", async (more) => {
    await expect(publishIssue({ ...aDraft(), ...more }, services)).rejects.toThrow(Object.keys(more)[0]);
    expect(publications).toEqual([]);
  });

  test("names every fault of a draft and publishes nothing", async () => {
    const draft = { newsletter: "gossip", subject: "\n", text: " ", audience: "Everybody" };
    const refusal = await publishIssue(draft, services).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(IssueRefused);
    expect(String(refusal).split("; ")).toEqual([
      "IssueRefused: newsletter: not a newsletter: gossip (try one of: coupons, trivia, product-updates)",
      "subject: must be 1 to 99 characters on one line that do not start with a space, not ·",
      "text: must be text of 1 to 16384 bytes, not blank",
      "audience: must be a word such as students: 1 to 40 of a-z, 0-9 and -, not Everybody",
    ]);
    expect(publications).toEqual([]);
    expect(lines()).toEqual([]);
  });

  test.each([undefined, null, "trivia", 7, [], {}])("refuses %j, which is no draft", async (event) => {
    await expect(publishIssue(event, services)).rejects.toThrow(IssueRefused);
    expect(publications).toEqual([]);
  });

  const answered = (name: string, httpStatusCode: number) =>
    new SNSServiceException({ name, $fault: "client", $metadata: { httpStatusCode }, message: "quotes the issue" });

  test.each([
    [answered("InvalidParameterException", 400), IssueRefused, "SNS did not take it: InvalidParameterException"],
    [answered("InternalErrorException", 500), MaybePublished, "(InternalErrorException): it may have been published"],
    [new RangeError("away"), MaybePublished, `(RangeError): it may have been published, as issue ${anIssue().issueId}`],
  ])("fails when SNS says %s, and tells whether it may have been published", async (error, kind, message) => {
    services = { ...services, publish: () => Promise.reject(error) };
    const failure = await publishIssue(aDraft(), services).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(kind);
    expect(String(failure)).toContain(message);
    expect(lines()).toEqual([]);
  });

  test("logs the ids of an issue, not its words", async () => {
    await publishIssue(aDraft(), services);
    expect(facts()).toEqual([{ message: "issue published", issueId: anIssue().issueId, newsletter: "trivia" }]);
  });
});

describe("the trivia of the day", () => {
  test("is published as an issue of its day", async () => {
    const event = { triviaOfTheDay: "2026-11-22T08:00:00Z" };
    expect(await publishIssue(event, services)).toMatchObject({ newsletter: "trivia" });
    expect(publications).toMatchObject([["trivia", { Subject: "Trivia of the day" }]]);
  });

  test("has the id of its day, however often Lambda tries the event of the schedule", async () => {
    for (const triviaOfTheDay of ["2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z", "2026-11-23T08:00:00Z"])
      await publishIssue({ triviaOfTheDay }, services);
    const [first, again, next] = issuesPublished().map(([, issue]) => (issue as NewsletterIssue).issueId);
    expect(again).toBe(first);
    expect(next).not.toBe(first);
  });

  test("without a day is refused", async () => {
    await expect(publishIssue({ triviaOfTheDay: "<aws.scheduler.scheduled-time>" }, services)).rejects.toThrow(
      "triviaOfTheDay: must be an ISO 8601 time, not <aws.scheduler.scheduled-time>",
    );
    expect(publications).toEqual([]);
  });
});

const TOPICS = {
  COUPONS_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:coupons",
  TRIVIA_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:trivia",
  PRODUCT_UPDATES_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:product-updates",
};
const load = () => import("../../../lambda/editor/index");

describe("the editor as it is deployed", () => {
  const editor = deployed(load, () => TOPICS);

  test.each(NEWSLETTERS)("publishes %s to the topic of that name", async (newsletter) => {
    expect(await editor.handler(aDraft({ newsletter, audience: "students" }))).toEqual({
      issueId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      newsletter,
      messageId: "published-0",
    });
    expect(Object.fromEntries(new URLSearchParams(editor.requests().at(-1)))).toMatchObject({
      Action: "Publish",
      TopicArn: `arn:aws:sns:us-east-1:000000000000:${newsletter}`,
      Subject: "Did you know?",
      MessageStructure: "json",
      "MessageAttributes.entry.1.Name": "newsletter",
      "MessageAttributes.entry.2.Name": "audience",
    });
  });
});

describe("an editor whose answer from SNS is lost", () => {
  const editor = deployed(
    async () => {
      jest.resetModules();
      return load();
    },
    () => TOPICS,
    (_, response) => void response.destroy(),
  );

  test("has published at most once, and says that it may have", async () => {
    await expect(editor.handler(aDraft())).rejects.toThrow(/it may have been published, as issue [0-9a-f-]{36}$/);
    expect(editor.requests()).toHaveLength(1);
  });
});
