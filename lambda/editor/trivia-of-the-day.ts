import type { IssueDraft } from "../messages/newsletter-issue";
import { type Parsed, refused, shown } from "../messaging/parse";
import trivia from "./trivia.json";

const MS_PER_DAY = 86_400_000;

/**
 * The piece of trivia for a day: one after the other, then from the beginning again.
 *
 * @param scheduledTime the moment the schedule meant, as EventBridge Scheduler writes it (`2026-11-22T08:00:00Z`)
 */
export const triviaOfTheDay = (scheduledTime: unknown): Parsed<IssueDraft> => {
  const time = typeof scheduledTime === "string" ? Date.parse(scheduledTime) : Number.NaN;
  if (Number.isNaN(time)) return refused(`must be an ISO 8601 time, not ${shown(scheduledTime)}`, "triviaOfTheDay");
  const text = time < 0 ? undefined : trivia[Math.floor(time / MS_PER_DAY) % trivia.length];
  if (text === undefined) return refused(`must not be before 1970, not ${shown(scheduledTime)}`, "triviaOfTheDay");
  return { ok: true, value: { newsletter: "trivia", subject: "Trivia of the day", text } };
};
