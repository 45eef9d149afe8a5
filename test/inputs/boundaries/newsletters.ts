import { IssueRefused, publishIssue } from "../../../lambda/editor/publish-issue";
import { NotAnIssue, readIssues } from "../../../lambda/newsletter-reader";
import { published } from "../../lambda/support/events";
import { aDraft, anIssue } from "../../lambda/support/issues";
import * as bad from "../bad-values";
import { type Boundary, casesOf, thrownBy } from "../boundary";

const DRAFT_FIELDS = {
  newsletter: [...bad.NO_TEXT, "", "gossip", "Trivia", "trivia ", "__proto__"],
  subject: [
    ...bad.NO_TEXT,
    "",
    " ",
    " A",
    "A".repeat(100),
    "A\nBcc: everybody@example.com",
    "A\r",
    "A\u2028B",
    "A\u0000",
  ],
  text: [
    ...[...bad.NO_TEXT, "", " \n\t", "A".repeat(16_385), "é".repeat(16_384), "A\ud83d", "A\u0000", "\u001b[31mA"],
    "A\uffff",
  ],
  audience: [...bad.NO_TEXT, "", "Students", "-s", "two words", "a".repeat(41), "students\n"],
};
const DRAFT_NAMES = ["newsletter", "subject", "text"];

/** Asks for an issue that must not be published. */
const publish = (event: unknown): Promise<string> => {
  const services = {
    publish: () => Promise.reject(new TypeError("was published")),
    now: () => new Date("2026-11-22T08:00:00.000Z"),
    newIssueId: () => anIssue().issueId,
  };
  return thrownBy(
    () => publishIssue(event, services),
    (error) => error instanceof IssueRefused,
  );
};

/** What a schedule never says. */
const noDays = [...bad.NO_TEXT, "", "today", "1969-12-31T23:59:59Z", "2026-13-01T00:00:00Z"];

export const editor: Boundary = {
  good: () => publish(aDraft()),
  name: "the editor, asked to publish",
  cases: casesOf(
    {
      ...bad.named("asked for", [undefined, null, true, 7, "trivia", [], [aDraft()], {}], (one): unknown => one),
      ...bad.lacking(aDraft(), ...DRAFT_NAMES),
      ...bad.spoilt(aDraft(), DRAFT_FIELDS),
      ...bad.spoilt({}, { triviaOfTheDay: noDays }),
    },
    publish,
  ),
};

const read = (message: string): Promise<string> =>
  thrownBy(
    () => readIssues(published(message)),
    (error) => error instanceof NotAnIssue,
  );

export const newsletterReader: Boundary = {
  good: () => read(JSON.stringify(anIssue())),
  name: "the newsletter reader, handed issues by the topics",
  cases: casesOf(
    {
      ...bad.NO_JSON,
      ...bad.NO_OBJECT,
      ...bad.inJson(bad.lacking(anIssue(), "version", "issueId", "publishedAt", ...DRAFT_NAMES)),
      ...bad.inJson(
        bad.spoilt(anIssue(), {
          version: bad.BAD_VERSIONS,
          issueId: bad.BAD_UUIDS,
          publishedAt: bad.BAD_TIMES,
          ...DRAFT_FIELDS,
        }),
      ),
    },
    read,
  ),
};
