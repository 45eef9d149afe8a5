/** What a request did: the reply, and the work that took effect, by the id it has in the idempotency store. */
export interface Done {
  readonly reply: object;
  readonly effects: readonly string[];
  /** Of the effects, those that the reply does not speak of. */
  readonly unheard: readonly string[];
}

/** A request that did one thing, or nothing that the idempotency store knows of, and says so. */
export const done = (reply: object, effects: readonly string[] = []): Done => ({ reply, effects, unheard: [] });
