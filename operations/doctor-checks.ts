import { GetSubscriptionAttributesCommand, type Subscription } from "@aws-sdk/client-sns";
import { command, counted } from "../cli/wording";
import { NEWSLETTERS } from "../lambda/messages/newsletter-issue";
import { OPTIONAL_OUTPUTS, OPTIONAL_STACKS, type OutputName, STACK_NAMES, STACK_OUTPUTS } from "../lib/output-names";
import { deployCommand } from "../lib/settings/stage";
import { baristaState } from "./barista";
import { isEmpty, queueDepth, totalOf } from "./queue-depths";
import { isDeadLetterQueue, QUEUE_NAMES } from "./queues";
import { hasOutput, type Shop } from "./shop";
import { protocolName, subscriptionsOf, TOPICS } from "./subscriptions";

/** What was found of one thing that has to be right for the shop to work. */
export interface Finding {
  readonly ok: boolean;
  readonly detail: string;
  /** What to do about it; null when nothing has to be done. */
  readonly remedy: string | null;
}

/** A finding and what was checked, in a word or two. */
export interface Check extends Finding {
  readonly check: string;
}

export const fine = (detail: string): Finding => ({ ok: true, detail, remedy: null });

export const amiss = (detail: string, remedy: string): Finding => ({ ok: false, detail, remedy });

/** Whether the deployed stacks are of the version of this command line: they tell everything it asks for. */
export const stacksCheck = (shop: Shop): Finding => {
  const optional: readonly OutputName[] = OPTIONAL_OUTPUTS;
  const stacks = STACK_NAMES.filter((name) => !OPTIONAL_STACKS.includes(name));
  const names = stacks.flatMap((stack): readonly OutputName[] => STACK_OUTPUTS[stack]);
  const missing = names.filter((name) => !optional.includes(name) && !hasOutput(shop, name));
  if (missing.length === 0) return fine(`${stacks.join(" and ")} tell all that this command line asks for`);
  const remedy = shop.target === "aws" ? deployCommand(shop.stage) : "stop the shop and run npm start -- --fresh";
  return amiss(`of another version, without the outputs ${missing.join(", ")}`, remedy);
};

export const baristaCheck = async (shop: Shop): Promise<Finding> => {
  const state = await baristaState(shop);
  if (state === "Enabled") return fine("at work");
  return amiss(`away: the event source is ${state}, orders wait`, command("barista start"));
};

export const deadLettersCheck = async (shop: Shop): Promise<Finding> => {
  const depths = await Promise.all(QUEUE_NAMES.filter(isDeadLetterQueue).map((name) => queueDepth(shop, name)));
  const held = depths.filter((depth) => !isEmpty(depth));
  if (held.length === 0) return fine("none");
  const remedy = held.some(({ name }) => name === "ordersDeadLetter") ? command("peek --dead") : "see docs/runbook.md";
  return amiss(held.map((depth) => `${totalOf(depth)} in ${depth.name}`).join(", "), remedy);
};

/**
 * Whether every subscriber confirmed.
 *
 * Amazon SNS does not tell since when one is pending; it removes them after 48 hours, so none is older.
 *
 * @see https://aws.amazon.com/about-aws/whats-new/2023/05/amazon-sns-automatic-deletion-unconfirmed-subscriptions/
 */
export const confirmationsCheck = async (shop: Shop): Promise<Finding> => {
  const lists = await Promise.all(
    NEWSLETTERS.map(async (newsletter) => {
      const pending: string[] = [];
      for (const one of await subscriptionsOf(shop.sns, shop.output(TOPICS[newsletter]))) {
        if (await isPending(shop, one)) pending.push(`${newsletter} by ${protocolName(one.Protocol ?? "")}`);
      }
      return pending;
    }),
  );
  const pending = lists.flat();
  if (pending.length === 0) return fine("none is awaited");
  return amiss(
    `${counted(pending.length, "subscription")} not confirmed, for less than 48 hours: ${[...new Set(pending)].join(", ")}`,
    "the owner follows the link in the mail, a webhook confirms by itself; shop subscribe --resend asks once more",
  );
};

/** Amazon SNS shows the ARN of what is confirmed and of nothing else; the local engine shows every ARN. */
const isPending = async (shop: Shop, { SubscriptionArn = "", Protocol = "" }: Subscription): Promise<boolean> => {
  if (!SubscriptionArn.startsWith("arn:")) return SubscriptionArn !== "Deleted";
  if (shop.target === "aws" || !Protocol.startsWith("http")) return false;
  const { Attributes } = await shop.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return Attributes?.["PendingConfirmation"] === "true";
};
