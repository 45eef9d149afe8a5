import { type PushNote, type PushPlatform, pushPayloads } from "./push";
import { asGsm, fitsOneSms, GSM_SEPTETS } from "./sms";

/**
 * Shortens a text to one SMS, since every further one is paid for. What is cut ends in three dots; no character,
 * accent or emoji is cut in half. Typographic quotes and dashes go as what stands for them in the alphabet of SMS.
 */
export const oneSms = (text: string): string => cutToFit(asGsm(text), 2 * GSM_SEPTETS, fitsOneSms);

/**
 * The longest payload that both push services take.
 *
 * @see https://firebase.google.com/docs/cloud-messaging/concept-options
 * @see https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification
 */
export const MAX_PUSH_BYTES = 4_096;

/** Words a note for each platform as `pushPayloads` does, with as much of its body as each has room for. */
export const fittedPayloads = (note: PushNote): Readonly<Record<PushPlatform, string>> => {
  const fits = (platform: PushPlatform) => (body: string) =>
    Buffer.byteLength(pushPayloads({ ...note, body })[platform]) <= MAX_PUSH_BYTES;
  const fitted = (platform: PushPlatform) =>
    pushPayloads({ ...note, body: cutToFit(note.body, MAX_PUSH_BYTES, fits(platform)) })[platform];
  const apple = fitted("APNS");
  return { GCM: fitted("GCM"), APNS: apple, APNS_SANDBOX: apple };
};

/**
 * As much of the beginning of a text as fits, in whole characters as a reader sees them. What is cut ends in three dots.
 *
 * @param most code units of which no longer beginning can fit
 * @param fits a beginning that does not fit has no longer one that does
 */
const cutToFit = (text: string, most: number, fits: (text: string) => boolean): string => {
  if (fits(text)) return text;
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.slice(0, most));
  // Asked for one place at a time: to list all of them takes hundreds of milliseconds.
  const cut = (units: number) => `${text.slice(0, graphemes.containing(units)?.index).trimEnd()}...`;
  let kept = 0;
  let tooMany = Math.min(most, text.length);
  while (tooMany - kept > 1) {
    const middle = Math.floor((kept + tooMany) / 2);
    if (fits(cut(middle))) kept = middle;
    else tooMany = middle;
  }
  return cut(kept);
};
