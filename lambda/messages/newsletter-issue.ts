import * as v from "valibot";
import { type Parsed, refused, shown, UNSENDABLE } from "../messaging/parse";
import { isOnOneLine, mustBe, oneOf, parseJsonWith, parseWith, timestamp, uuid } from "./fields";
import { strictObject } from "./strict-object";

/** The newsletter is split into three, so that every customer gets what they asked for and nothing else. */
export const NEWSLETTERS = ["coupons", "trivia", "product-updates"] as const;

export type Newsletter = (typeof NEWSLETTERS)[number];

/**
 * The longest issue. All its wordings go in one publish, which Amazon SNS limits to 256 KiB: the text stands in the one
 * for machines, escaped twice (up to four bytes for one), and in the one for mail, escaped once (two for one).
 */
export const MAX_TEXT_BYTES = 16 * 1024;

const newsletter = oneOf("not a newsletter", NEWSLETTERS);

/**
 * UTF-8 of fewer than 100 characters without line breaks and control characters; whether one outside the basic plane counts
 * once is not said, so it counts twice. A guide of SNS still says ASCII.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const MAX_SUBJECT = 99;

const SUBJECT_RULE = `must be 1 to ${MAX_SUBJECT} characters on one line that do not start with a space`;

const subject = v.pipe(
  v.string((issue) => `${SUBJECT_RULE}, not ${shown(issue.input)}`),
  v.check(
    (text) => text.length <= MAX_SUBJECT && /^\S/.test(text) && isOnOneLine(text),
    (issue) => `${SUBJECT_RULE}, not ${shown(issue.input)}`,
  ),
);

/** Queues subscribe to newsletters. */
const NOT_PUBLISHED = new RegExp(`[${UNSENDABLE}\\u007f]`, "u");

const TEXT_RULE = `must be text of 1 to ${MAX_TEXT_BYTES} bytes`;

const text = v.pipe(
  v.string((issue) => `${TEXT_RULE}, not ${shown(issue.input)}`),
  v.check((given) => given.trim() !== "", `${TEXT_RULE}, not blank`),
  v.check((given) => given.isWellFormed(), `${TEXT_RULE} in well-formed Unicode`),
  v.maxBytes(MAX_TEXT_BYTES, (issue) => `${TEXT_RULE}, not ${Buffer.byteLength(issue.input)}`),
  v.check((given) => !NOT_PUBLISHED.test(given), `${TEXT_RULE} without control characters, U+FFFE and U+FFFF`),
);

const AUDIENCE_RULE = "must be a word such as students: 1 to 40 of a-z, 0-9 and -";

const audience = v.pipe(
  v.string((issue) => `${AUDIENCE_RULE}, not ${shown(issue.input)}`),
  v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, (issue) => `${AUDIENCE_RULE}, not ${shown(issue.input)}`),
);

const content = { newsletter, subject, text, audience: v.optional(audience) };

const draft = strictObject(
  { ...content, issueId: v.optional(uuid) },
  'an issue such as {"newsletter": "trivia", "subject": "…", "text": "…"}',
);

const issue = v.object(
  {
    version: v.literal(1, (issue) => `must be 1, not ${shown(issue.input)}`),
    issueId: uuid,
    ...content,
    publishedAt: timestamp,
  },
  mustBe("an issue"),
);

/**
 * An issue as the editor is given it. `issueId` is for whoever asks again because no answer came: those who read by machine
 * recognise the copy. `audience` addresses it to the subscribers who narrowed their subscription to that
 * audience; whoever did not narrow theirs gets every issue, with an audience or without one.
 */
export type IssueDraft = v.InferOutput<typeof draft>;

/** An issue as queues, functions and webhooks receive it. */
export type NewsletterIssue = v.InferOutput<typeof issue>;

/** Parses the audience a subscriber belongs to. The fault does not repeat what was given: it may be an address. */
export const parseAudience = (value: unknown, path: string): Parsed<string> => {
  const parsed = parseWith(audience, value, path);
  return parsed.ok ? parsed : refused(AUDIENCE_RULE, path);
};

/** Parses what the editor is asked to publish. */
export const parseDraft = (value: unknown): Parsed<IssueDraft> => parseWith(draft, value);

/** Parses a delivered issue. */
export const parseIssue = (body: string): Parsed<NewsletterIssue> => parseJsonWith(issue, body);
