import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { OutputName } from "../../lib/output-names";
import { mirrorQueueName } from "../../local/sns-delivery/mirror-subscriptions";
import { engineMessages } from "../../operations/engine-messages";
import { readInbox } from "../../operations/inbox";
import { publishIssue } from "../../operations/publish-issue";
import { A_WHILE_MS, until } from "../support/until";
import { sharedShop } from "./shared-shop";
import { membership, newDevice, readerLog } from "./shop-functions";

const shop = sharedShop();

/** What `settings/sample.subscribers.json` and the sample devices promise, and what is always subscribed. */
const PROMISED = {
  coupons: ["1 email", "1 https", "1 push", "1 sms", "archive", "reader"],
  trivia: ["2 email", "2 https", "3 push", "3 sms", "archive", "reader"],
  "product-updates": ["3 email", "3 push", "archive", "reader"],
} as const;

type Newsletter = keyof typeof PROMISED;

const ARCHIVES = {
  coupons: "CouponsArchiveQueueUrl",
  trivia: "TriviaArchiveQueueUrl",
  "product-updates": "ProductUpdatesArchiveQueueUrl",
} as const;

/** Everybody who received an issue: `<customer> <protocol>`, `archive` and `reader`, once for every copy. */
const receivers = async (mark: string, issueId: string): Promise<string[]> => {
  const people = (await readInbox(shop)).filter(({ subject, text }) => `${subject} ${text}`.includes(mark));
  const archives = await Promise.all(
    Object.values(ARCHIVES).map((output) => engineMessages(shop, shop.output(output))),
  );
  const archived = archives.flatMap((messages) => messages ?? []).filter(({ Body }) => Body.includes(issueId));
  const read = (await readerLog(shop)).filter((line) => line.includes(issueId));
  return [
    ...people.map(({ customer, protocol }) => `${customer ?? "?"} ${protocol}`),
    ...archived.map(() => "archive"),
    ...read.map(() => "reader"),
  ].sort();
};

let published = 0;

/** Publishes and waits until as many have it as should; returns who has it then. */
const publish = async (
  newsletter: Newsletter,
  expected: readonly string[],
  audience?: string,
  patienceMs = A_WHILE_MS,
): Promise<string[]> => {
  const mark = `Every protocol ${++published}`;
  const { issueId } = await publishIssue(shop, {
    newsletter,
    subject: mark,
    text: "Seeds.",
    ...(audience && { audience }),
  });
  await until(
    `${newsletter} has reached ${expected.length}`,
    patienceMs,
    async () => (await receivers(mark, issueId)).length >= expected.length,
  );
  return receivers(mark, issueId);
};

/** Publishes coupons until all of these have one: the delivery simulator sees after a moment who has subscribed. */
const untilSeen = (expected: readonly string[], audience?: string) =>
  until("the subscription is seen", A_WHILE_MS, () =>
    publish("coupons", expected, audience, 10_000).then(
      () => true,
      () => false,
    ),
  );

const extra = async (newsletter: Newsletter, protocol: "email" | "sms" | "push", audience?: string) => {
  const endpoint = { email: "guest@example.com", sms: "+15550100077", push: await newDevice(shop, "guest-device") }[
    protocol
  ];
  return { newsletter, protocol, endpoint, ...(audience && { audience }) };
};

/** A subscription that the template declares, with what it takes to subscribe it again. */
const subscriptionTo = async (topic: OutputName, protocol: "sqs" | "lambda" | "https") => {
  const TopicArn = shop.output(topic);
  const { Subscriptions = [] } = await shop.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const { SubscriptionArn, Endpoint } =
    Subscriptions.find((one) => one.Protocol === protocol && !one.Endpoint?.includes("Mirror-")) ?? {};
  const { Attributes = {} } = await shop.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  const kept = ["RawMessageDelivery", "RedrivePolicy", "DeliveryPolicy"].filter((name) => Attributes[name]);
  return {
    SubscriptionArn,
    TopicArn,
    Protocol: protocol,
    Endpoint,
    Attributes: Object.fromEntries(kept.map((name) => [name, Attributes[name] ?? ""])),
  };
};

/** Whether the mirror of a subscription has its filter by now: nothing that came before shows it, since a webhook is slow. */
const mirrorFilters = async (subscriptionArn = ""): Promise<boolean> => {
  const topic = { TopicArn: shop.output("CouponsTopicArn") };
  const { Subscriptions = [] } = await shop.sns.send(new ListSubscriptionsByTopicCommand(topic));
  const mirror = Subscriptions.find(({ Endpoint }) => Endpoint?.endsWith(mirrorQueueName(subscriptionArn)));
  const read = new GetSubscriptionAttributesCommand({ SubscriptionArn: mirror?.SubscriptionArn });
  return (await shop.sns.send(read)).Attributes?.["FilterPolicy"]?.includes("students") === true;
};

describe("an issue over each of the six protocols (engine and delivery simulator)", () => {
  it.each(Object.keys(PROMISED) as Newsletter[])(
    "of %s is received once by exactly its subscribers",
    async (newsletter) => {
      expect(await publish(newsletter, PROMISED[newsletter])).toEqual([...PROMISED[newsletter]]);
    },
  );

  const table: Record<string, Record<string, string>> = {};
  const note = (protocol: string, facts: Record<string, string>): void => {
    table[protocol] = { ...table[protocol], ...facts };
  };

  it.each(["email", "sms", "push"] as const)(
    "by %s comes to whom it is addressed, and no more after unsubscribing",
    async (protocol) => {
      const input = await extra("coupons", protocol, "students");
      const more = [...PROMISED.coupons, `? ${protocol}`].sort();
      await membership(shop, "POST", input);
      try {
        await untilSeen(more, "students");
        expect(await publish("coupons", more, "students")).toEqual(more);
        expect(await publish("coupons", PROMISED.coupons, "teachers")).toEqual([...PROMISED.coupons]);
        expect(await publish("coupons", PROMISED.coupons)).toEqual([...PROMISED.coupons]);
      } finally {
        await membership(shop, "DELETE", input);
      }
      expect(await publish("coupons", PROMISED.coupons, "students")).toEqual([...PROMISED.coupons]);
      note(protocol, { delivered: "yes", filtered: "by audience", unsubscribed: "nothing comes any more" });
    },
  );

  it.each([
    ["sqs", "archive"],
    ["lambda", "reader"],
    ["https", "1 https"],
  ] as const)("by %s comes to whom it is addressed, and no more after unsubscribing", async (protocol, receiver) => {
    const without = PROMISED.coupons.filter((one) => one !== receiver);
    const { SubscriptionArn, ...declared } = await subscriptionTo("CouponsTopicArn", protocol);
    const filter = (AttributeValue: string) =>
      shop.sns.send(
        new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName: "FilterPolicy", AttributeValue }),
      );
    try {
      await filter('{"audience":["students"]}');
      if (protocol === "https") await until("the mirror filters too", A_WHILE_MS, () => mirrorFilters(SubscriptionArn));
      expect(await publish("coupons", without)).toEqual(without);
      expect(await publish("coupons", PROMISED.coupons, "students")).toEqual([...PROMISED.coupons]);
      expect(await publish("coupons", without, "teachers")).toEqual(without);
      await filter("{}");
      await shop.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      expect(await publish("coupons", without)).toEqual(without);
    } finally {
      await shop.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await shop.sns.send(new SubscribeCommand(declared));
    }
    await untilSeen(PROMISED.coupons);
    note(protocol, { delivered: "yes", filtered: "by audience", unsubscribed: "nothing comes any more" });
  });

  it("that nobody takes has a dead-letter queue to go to, whatever the protocol and whoever subscribed", async () => {
    const input = await extra("trivia", "email");
    await membership(shop, "POST", input);
    try {
      const { Subscriptions = [] } = await shop.sns.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: shop.output("TriviaTopicArn") }),
      );
      for (const { SubscriptionArn, Protocol = "", Endpoint = "" } of Subscriptions) {
        if (Endpoint.includes("Mirror-")) continue;
        const { Attributes = {} } = await shop.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
        expect({ Protocol, redrive: Attributes["RedrivePolicy"] }).toEqual({
          Protocol,
          redrive: expect.stringContaining("Undelivered"),
        });
        const name = Protocol === "application" ? "push" : Protocol;
        note(name, { delivered: "yes", "failed, then": "dead-letter queue (declared; the engine does not redrive)" });
      }
    } finally {
      await membership(shop, "DELETE", input);
    }
    expect(Object.keys(table).sort()).toEqual(["email", "https", "lambda", "push", "sms", "sqs"]);
  });

  afterAll(() => {
    console.table(table);
  });
});
