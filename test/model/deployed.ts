/** How the shop is deployed, as far as the model has to know. `deployed.test.ts` holds it against lib/settings.ts. */
export const DEPLOYED = {
  functionMs: 10_000,
  cashierMs: 8_000,
  visibilityMs: 60_000,
  batchSize: 10,
  attempts: 5,
  orderRetentionMs: 4 * 86_400_000,
  deadLetterRetentionMs: 14 * 86_400_000,
  boardVisibilityMs: 30_000,
  noticeRetries: 2,
  noticeMaxAgeMs: 3_600_000,
  /** Of the newsletter reader: what Lambda does by itself. */
  asyncMaxAgeMs: 6 * 3_600_000,
} as const;
