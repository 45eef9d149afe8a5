import { CreateTopicCommand, DeleteTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import * as fc from "fast-check";
import { writeIssue } from "../../lambda/editor/write-issue";
import { NEWSLETTERS } from "../../lambda/messages/newsletter-issue";
import { engineMessages } from "../../operations/engine-messages";
import { filteredIssues, filteredSubscribers } from "../support/filter-arbitraries";
import { receivers } from "../support/filter-oracle";
import { A_WHILE_MS, until } from "../support/until";
import { sharedShop } from "./shared-shop";

const SEED = 20261122;

const shop = sharedShop();
const queueUrls = new Map<string, string>();
const topicArns = new Map<string, string>();

const [subscribers = []] = fc.sample(
  fc.array(filteredSubscribers(40), { minLength: 1, maxLength: 1 }).map(([list]) => list ?? []),
  { seed: SEED, numRuns: 1 },
);
const crowd = [...subscribers, ...fc.sample(filteredSubscribers(20), { seed: SEED + 1, numRuns: 3 }).flat()].map(
  (one, place) => ({ ...one, name: `FilterJourney-${place}` }),
);
const issues = fc.sample(filteredIssues, { seed: SEED, numRuns: 60 });

beforeAll(async () => {
  for (const newsletter of NEWSLETTERS) {
    const { TopicArn = "" } = await shop.sns.send(new CreateTopicCommand({ Name: `FilterJourney-${newsletter}` }));
    topicArns.set(newsletter, TopicArn);
  }
  for (const { name, newsletter, filter } of crowd) {
    const { QueueUrl = "" } = await shop.sqs.send(new CreateQueueCommand({ QueueName: name }));
    queueUrls.set(name, QueueUrl);
    const { Attributes = {} } = await shop.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
    );
    const FilterPolicyScope = filter?.scope === "body" ? "MessageBody" : "MessageAttributes";
    await shop.sns.send(
      new SubscribeCommand({
        TopicArn: topicArns.get(newsletter),
        Protocol: "sqs",
        Endpoint: Attributes["QueueArn"],
        Attributes: {
          RawMessageDelivery: "true",
          ...(filter && { FilterPolicyScope, FilterPolicy: JSON.stringify(filter.policy) }),
        },
      }),
    );
  }
});

afterAll(async () => {
  for (const TopicArn of topicArns.values()) await shop.sns.send(new DeleteTopicCommand({ TopicArn }));
  for (const QueueUrl of queueUrls.values()) await shop.sqs.send(new DeleteQueueCommand({ QueueUrl }));
});

it(`each of ${issues.length} issues reaches exactly those of ${crowd.length} subscribers whose filter lets it through (engine, seed ${SEED})`, async () => {
  for (const issue of issues) {
    await shop.sns.send(new PublishCommand({ TopicArn: topicArns.get(issue.newsletter), ...writeIssue(issue) }));
  }
  const wanted = issues.flatMap((issue) => receivers(crowd, issue).map((name) => `${name} ${issue.issueId}`)).sort();
  const delivered = async () => {
    const queues = await Promise.all(
      [...queueUrls].map(async ([name, url]) =>
        ((await engineMessages(shop, url)) ?? []).map(({ Body }) => `${name} ${/"issueId":"([^"]+)"/.exec(Body)?.[1]}`),
      ),
    );
    return queues.flat().sort();
  };
  expect(wanted.length).toBeGreaterThan(crowd.length);
  expect(wanted.length).toBeLessThan((crowd.length * issues.length) / NEWSLETTERS.length);
  await until(
    "as many are delivered as should be",
    A_WHILE_MS,
    async () => (await delivered()).length >= wanted.length,
  );
  expect(await delivered()).toEqual(wanted);
});
