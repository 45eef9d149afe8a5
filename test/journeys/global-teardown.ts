/** Closes the shop of the journeys. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.closeJourneyShop?.();
}
