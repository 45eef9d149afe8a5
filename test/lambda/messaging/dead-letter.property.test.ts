import fc from "fast-check";
import { deadLetter } from "../../../lambda/messaging/dead-letter";
import { SEED } from "../support/seed";
import { idsOf, large, MEBIBYTE, strictQueue } from "../support/strict-queue";

const DEAD_LETTER_QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/000000000000/orders-dead-letter";

describe("orders that can never be made, and are many or large", () => {
  test(`go in requests of at most 1 MiB, whatever their sizes (seed ${SEED})`, async () => {
    const sizes = fc.array(fc.oneof(fc.nat(50), fc.integer({ min: 200_000, max: MEBIBYTE / 2 })), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(sizes, async (halves) => {
        const { client, requests } = strictQueue();
        const many = halves.map((half, number) => large(2 * half, number, "x".repeat(300)));
        expect(await deadLetter(client, DEAD_LETTER_QUEUE_URL)(many)).toEqual(idsOf(many));
        expect(requests.flat()).toHaveLength(many.length);
      }),
    );
  });
});
