import { join } from "node:path";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { App } from "aws-cdk-lib";
import { addCoffeeShop } from "../../lib/coffee-shop";
import { addExhibit } from "../../lib/exhibit/tightly-coupled-exhibit";
import { readSettings } from "../../lib/settings/stage-settings";
import { switchBarista } from "../../operations/barista";
import { queueDepth } from "../../operations/queue-depths";
import { projectContext } from "../lib/synthesize";
import { A_WHILE_MS, until } from "../support/until";
import { membership } from "./desks";
import { cdk, engineContents } from "./engine-contents";
import { newFolder, type OpenShop, openShop, removeFolder } from "./open-shop";
import { lattes, onTheBoard, order } from "./shared-shop";

jest.setTimeout(600_000);

const folder = newFolder();
const assembly = join(folder, "updated");
const { signal } = new AbortController();
let opened: OpenShop;

beforeAll(async () => {
  opened = await openShop(folder);
});
afterAll(async () => {
  await opened?.close();
  removeFolder(folder);
});

/** The shop whose barista may take two seconds longer: the queue and the function change. */
const synthesizeUpdate = (): void => {
  const app = new App({ outdir: assembly, context: projectContext(), builtinCloudFormationValidation: false });
  const settings = { ...readSettings("local"), baristaTimeoutSeconds: 12 };
  addCoffeeShop(app, settings);
  addExhibit(app, settings);
  app.synth();
};

describe("the stacks (engine)", () => {
  it("keep waiting orders and what customers subscribed to through an update", async () => {
    const { shop } = opened;
    await switchBarista(shop, false, signal);
    const orderIds = await order(shop, lattes(10, "Patient"));
    await membership(shop, "POST", { newsletter: "trivia", protocol: "email", endpoint: "guest@example.com" });
    synthesizeUpdate();
    await cdk(shop, folder, "deploy", "--all", "--app", assembly, "--require-approval", "never");
    const { Attributes } = await shop.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: shop.output("OrdersQueueUrl"), AttributeNames: ["VisibilityTimeout"] }),
    );
    expect(Attributes).toEqual({ VisibilityTimeout: "72" });
    const { Subscriptions = [] } = await shop.sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: shop.output("TriviaTopicArn") }),
    );
    const emails = Subscriptions.filter(({ Protocol }) => Protocol === "email").map(({ Endpoint }) => Endpoint);
    expect(emails.sort()).toEqual(["customer2@example.com", "guest@example.com"]);
    const { waiting, inHand } = await queueDepth(shop, "orders");
    const served = await onTheBoard(shop, orderIds);
    expect(waiting + inHand + served.length).toBe(10);
    await switchBarista(shop, true, signal);
    await until("all ten are ready", A_WHILE_MS, async () => (await onTheBoard(shop, orderIds)).length === 10);
  });

  it("leave nothing behind when they are destroyed", async () => {
    const { shop } = opened;
    const before = await engineContents(shop);
    expect(before.filter((name) => name.includes("CoffeeShop")).length).toBeGreaterThan(20);
    await cdk(shop, folder, "destroy", "--all", "--force", "--app", assembly);
    const left = (await engineContents(shop)).filter((name) => !name.includes("Mirror-"));
    expect(left).toEqual([]);
  });
});
