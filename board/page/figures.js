const NONE = "–";

/** Per second, over the last ten. */
export const rate = (perSecond) => (perSecond == null ? NONE : `${perSecond.toFixed(1)}/s`);

/** Seconds in the largest unit that says enough. */
export const duration = (seconds) => {
  if (seconds == null || !Number.isFinite(seconds)) return NONE;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 100) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
};

export const milliseconds = (ms) => {
  if (ms == null) return NONE;
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
};

/** How long ago a moment (ISO 8601 or epoch milliseconds) was. */
export const ago = (moment, now) => {
  const seconds = (now - new Date(moment).getTime()) / 1_000;
  return seconds < 1 ? "just now" : `${duration(seconds)} ago`;
};

export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** Digits in groups of three from the right: 1231 is ["1", "231"]. */
export const digitGroups = (whole) => String(whole).match(/\d{1,3}(?=(\d{3})*$)/g) ?? [String(whole)];
