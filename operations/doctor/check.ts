/** One thing that has to be right for the shop to work. */
export interface Check {
  /** What was looked at, in a word or two. */
  readonly check: string;
  readonly ok: boolean;
  /** What was found. */
  readonly detail: string;
  /** What to do about it; null when nothing has to be done. */
  readonly remedy: string | null;
}

export const fine = (check: string, detail: string): Check => ({ check, ok: true, detail, remedy: null });

export const amiss = (check: string, detail: string, remedy: string): Check => ({ check, ok: false, detail, remedy });
