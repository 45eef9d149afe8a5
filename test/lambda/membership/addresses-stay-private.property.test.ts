import fc from "fast-check";
import { eachTestLogs } from "../support/logs";
import { ADAS, TestMembership } from "../support/membership-services";
import { SEED } from "../support/seed";
import type { Outcome } from "../support/sns-topics";

const { lines } = eachTestLogs();
const membership = new TestMembership();
beforeAll(() => membership.open());
afterAll(() => membership.close());

const addresses = Object.values(ADAS);
const address = fc.constantFrom(...addresses);
const FIELDS = ["newsletter", "protocol", "endpoint", "audience", "filter", "filterScope", "resend"] as const;

/** A request that is right, with an address where none belongs. */
const inputs = fc
  .record({
    input: fc
      .constantFrom(...(["email", "sms", "https", "push"] as const))
      .map((protocol) => ({ newsletter: "coupons", protocol, endpoint: ADAS[protocol] })),
    field: fc.option(fc.constantFrom(...FIELDS), { freq: 1, nil: undefined }),
    value: address.chain((text) =>
      fc.constantFrom(text, `${text} `, [text], { [text]: text }, { audience: [{ [text]: 1 }] }, { [text]: [text] }),
    ),
  })
  .map(({ input, field, value }) => (field === undefined ? input : { ...input, [field]: value }));

test(`no answer and no log line repeats an address, wherever it stood and whatever happens (seed ${SEED})`, async () => {
  const path = "/subscriptions";
  const outcome = fc.constantFrom<Outcome>("answered", "answered", "out of order", "reply lost");
  const requests = fc.record({
    method: fc.constantFrom("POST", "POST", "DELETE", "GET", "PUT"),
    path: fc.oneof(
      { weight: 5, arbitrary: fc.constant(path) },
      address.map((text) => `${path}/${text}`),
    ),
    input: fc.oneof({ weight: 5, arbitrary: inputs }, address),
    outcomes: fc.array(outcome, { maxLength: 4 }),
  });
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, path, input, outcomes }) => {
      membership.sns.outcomes.splice(0, Infinity, ...outcomes);
      const fields = Object.entries(Object(input)).map(([key, value]): [string, string] => [key, String(value)]);
      const query = new URLSearchParams(fields).toString();
      const answer = await membership.ask({ method, path, query, body: Buffer.from(JSON.stringify(input)) });
      const told = JSON.stringify([answer, lines().slice(kept)]);
      kept = lines().length;
      for (const text of addresses) expect(told).not.toContain(text);
      expect(told).not.toContain("s3cret");
    }),
  );
});
