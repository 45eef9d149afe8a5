import type { PublishInput } from "@aws-sdk/client-sns";
import fc from "fast-check";
import { sendPush } from "../../../lambda/notifier/send-notice";
import { answeredSns } from "../support/answered-client";
import { SEED } from "../support/seed";

const PLACE = "arn:aws:sns:eu-west-1:000000000000";
const APPLICATION = `${PLACE}:app/GCM/coffee`;
const OWN = /^arn:aws:sns:eu-west-1:000000000000:endpoint\/GCM\/coffee\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One part of an ARN: mostly right, else nearly right, else anything. */
const part = (own: string, ...others: readonly string[]) =>
  fc.oneof({ arbitrary: fc.constant(own), weight: 4 }, fc.constantFrom(...others), fc.string({ unit: "binary" }));

const arn = fc
  .tuple(
    part(PLACE, PLACE.replace("000000000000", "111111111111"), PLACE.replace("west", "east")),
    part("endpoint", "app", "ENDPOINT", "endpoint/endpoint"),
    part("GCM", "APNS", "GCM/coffee", "gcm"),
    part("coffee", "coffe", "coffee2", "coffee/..", "tea"),
    part("0123abcd-0000-4000-8000-000000000001", "..", "", "0123abcd-0000-4000-8000-000000000001/x"),
  )
  .map(([place, kind, ...path]) => `${place}:${[kind, ...path].join("/")}`);

test(`no message leaves the shop's own applications, whatever an order names as its device (seed ${SEED})`, async () => {
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(arn, async (endpoint) => {
      const targets: unknown[] = [];
      const sns = answeredSns(({ TargetArn }: PublishInput) => {
        targets.push(TargetArn);
        return { MessageId: "1" };
      });
      await sendPush({ sns, quick: sns }, [APPLICATION])(endpoint, { title: "t", body: "b", data: {} });
      expect(targets).toEqual(OWN.test(endpoint) ? [endpoint] : []);
      reached += targets.length;
    }),
  );
  expect(reached).toBeGreaterThan(10);
});
