import { Socket } from "node:net";
import { statusOf } from "../../../lambda/webhook-receiver/read-delivery";
import { eachTestLogs } from "../support/logs";
import { suites } from "./hostile/suites";
import { receiverServices } from "./support/receiver-services";
import { CERTIFICATE_URL, type Kind, TOKEN } from "./support/sns";

const { lines, facts } = eachTestLogs();
const BOTH: readonly Kind[] = ["Notification", "SubscriptionConfirmation"];
/** Only then did it take the certificate to find out. */
const AFTER_THE_CERTIFICATE = ["certificate", "signature", "unavailable"];

describe.each(Object.entries(suites))("refused, and without effect: %s", (_, hostile) => {
  const cases = hostile.flatMap((one) =>
    (one.kinds ?? BOTH).map((kind) => ({ name: `${one.what} (${kind})`, kind, ...one })),
  );

  test.each(cases)("$name", async ({ kind, reason, post, certificate }) => {
    const connections = jest.spyOn(Socket.prototype, "connect");
    const { receive, fetched, confirmed, handedOn, entries } = receiverServices(certificate && { certificate });
    const { status, body } = await receive(post(kind));
    expect(facts().map(({ reason }) => reason)).toEqual([reason]);
    expect(status).toBe(statusOf(reason));
    expect(body).toEqual({ error: status === 403 ? "unverified" : reason });
    expect(fetched).toEqual(AFTER_THE_CERTIFICATE.includes(reason) ? [CERTIFICATE_URL] : []);
    expect([...confirmed, ...handedOn, ...entries]).toEqual([]);
    expect(connections).not.toHaveBeenCalled();
    expect(lines().join("\n")).not.toMatch(new RegExp(`${TOKEN}|https?:|coffee|chosen`, "i"));
  });
});

test("each of them is different", () => {
  const whats = Object.values(suites).flatMap((hostile) => hostile.map(({ what }) => what));
  expect(whats.filter((what, place) => whats.indexOf(what) < place)).toEqual([]);
});
