import { IssueRefused, publishIssue } from "../../../lambda/editor/publish-issue";
import { NotAnIssue, readIssues } from "../../../lambda/newsletter-reader";
import { published } from "../../lambda/support/events";
import { aDraft, anIssue } from "../../lambda/support/issues";
import {
  BAD_TIMES,
  BAD_UUIDS,
  BAD_VERSIONS,
  inJson,
  lacking,
  NO_JSON,
  NO_OBJECT,
  NO_TEXT,
  named,
  spoilt,
} from "../bad-values";
import { type Boundary, casesOf, thrownBy } from "../boundary";

const DRAFT_FIELDS = {
  newsletter: [...NO_TEXT, "", "gossip", "Trivia", "trivia ", "__proto__"],
  subject: [...NO_TEXT, "", " ", " A", "A".repeat(100), "A\nBcc: everybody@example.com", "A\r", "A\u2028B", "A\u0000"],
  text: [
    ...[...NO_TEXT, "", " \n\t", "A".repeat(16_385), "é".repeat(16_384), "A\ud83d", "A\u0000", "\u001b[31mA"],
    "A\uffff",
  ],
  audience: [...NO_TEXT, "", "Students", "-s", "two words", "a".repeat(41), "students\n"],
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
const noDays = [...NO_TEXT, "", "today", "1969-12-31T23:59:59Z", "2026-13-01T00:00:00Z"];

export const editor: Boundary = {
  good: () => publish(aDraft()),
  name: "the editor, asked to publish",
  cases: casesOf(
    {
      ...named("asked for", [undefined, null, true, 7, "trivia", [], [aDraft()], {}], (one): unknown => one),
      ...lacking(aDraft(), ...DRAFT_NAMES),
      ...spoilt(aDraft(), DRAFT_FIELDS),
      ...spoilt({}, { triviaOfTheDay: noDays }),
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
      ...NO_JSON,
      ...NO_OBJECT,
      ...inJson(lacking(anIssue(), "version", "issueId", "publishedAt", ...DRAFT_NAMES)),
      ...inJson(
        spoilt(anIssue(), { version: BAD_VERSIONS, issueId: BAD_UUIDS, publishedAt: BAD_TIMES, ...DRAFT_FIELDS }),
      ),
    },
    read,
  ),
};
