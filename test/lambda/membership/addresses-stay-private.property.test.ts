import fc from "fast-check";
import { eachTestLogs } from "../support/logs";
import { ADAS, membershipDesk, type TestDesk } from "../support/membership-desk";
import { SEED } from "../support/seed";
import type { Fate } from "../support/sns-topics";

const { lines } = eachTestLogs();

let desk: TestDesk;
beforeAll(async () => {
  desk = await membershipDesk();
});
afterAll(() => desk.close());

const addresses = Object.values(ADAS);
const address = fc.constantFrom(...addresses);
const FIELDS = ["newsletter", "protocol", "endpoint", "audience", "filter", "filterScope", "resend"] as const;

/** A wish that is right, with an address where none belongs. */
const wishes = fc
  .record({
    wish: fc
      .constantFrom(...(["email", "sms", "https", "push"] as const))
      .map((protocol) => ({ newsletter: "coupons", protocol, endpoint: ADAS[protocol] })),
    field: fc.option(fc.constantFrom(...FIELDS), { freq: 1, nil: undefined }),
    value: address.chain((text) =>
      fc.constantFrom(text, `${text} `, [text], { [text]: text }, { audience: [{ [text]: 1 }] }, { [text]: [text] }),
    ),
  })
  .map(({ wish, field, value }) => (field === undefined ? wish : { ...wish, [field]: value }));

test(`no answer and no log line repeats an address, wherever it stood and whatever happens (seed ${SEED})`, async () => {
  const requests = fc.record({
    method: fc.constantFrom("POST", "POST", "DELETE", "GET", "PUT"),
    path: fc.oneof(
      { weight: 5, arbitrary: fc.constant("/subscriptions") },
      address.map((text) => `/subscriptions/${text}`),
    ),
    wish: fc.oneof({ weight: 5, arbitrary: wishes }, address),
    fates: fc.array(fc.constantFrom<Fate>("answered", "answered", "out of order", "reply lost"), { maxLength: 4 }),
  });
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, path, wish, fates }) => {
      desk.sns.fates.splice(0, Infinity, ...fates);
      const query = new URLSearchParams(
        Object.fromEntries(Object.entries(Object(wish)).map(([key, value]) => [key, String(value)])),
      );
      const answer = await desk.ask({ method, path, query: query.toString(), body: Buffer.from(JSON.stringify(wish)) });
      const told = JSON.stringify([answer, lines().slice(kept)]);
      kept = lines().length;
      for (const text of addresses) expect(told).not.toContain(text);
      expect(told).not.toContain("s3cret");
    }),
  );
});
