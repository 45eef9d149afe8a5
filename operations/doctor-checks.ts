import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  GetSubscriptionAttributesCommand,
  paginateListPhoneNumbersOptedOut,
  type Subscription,
} from "@aws-sdk/client-sns";
import { command, counted } from "../cli/wording";
import { NEWSLETTERS } from "../lambda/messages/newsletter-issue";
import { OPTIONAL_OUTPUTS, OPTIONAL_STACKS, type OutputName, STACK_NAMES, STACK_OUTPUTS } from "../lib/output-names";
import { baristaState } from "./barista";
import { queueDepth, totalOf } from "./queue-depths";
import { isDeadLetterQueue, QUEUE_NAMES } from "./queues";
import { hasOutput, type Shop } from "./shop";
import { protocolName, subscriptionsOf, TOPICS } from "./subscriptions";

/** One thing that has to be right for the shop to work. */
export interface Check {
  /** What was checked, in a word or two. */
  readonly check: string;
  readonly ok: boolean;
  /** What was found. */
  readonly detail: string;
  /** What to do about it; null when nothing has to be done. */
  readonly remedy: string | null;
}

export const fine = (check: string, detail: string): Check => ({ check, ok: true, detail, remedy: null });

export const amiss = (check: string, detail: string, remedy: string): Check => ({ check, ok: false, detail, remedy });

/** Whether the deployed stacks are of the version of this command line: they tell everything it asks for. */
export const stacksCheck = (shop: Shop): Check => {
  const optional: readonly OutputName[] = OPTIONAL_OUTPUTS;
  const stacks = STACK_NAMES.filter((name) => !OPTIONAL_STACKS.includes(name));
  const names = stacks.flatMap((stack): readonly OutputName[] => STACK_OUTPUTS[stack]);
  const missing = names.filter((name) => !optional.includes(name) && !hasOutput(shop, name));
  if (missing.length === 0) return fine("stacks", `${stacks.join(" and ")} tell all that this command line asks for`);
  const remedy = shop.target === "aws" ? "npx cdk deploy --all" : "stop the shop and run npm start -- --fresh";
  return amiss("stacks", `of another version, without the outputs ${missing.join(", ")}`, remedy);
};

/** Whether orders are handed to the barista. */
export const baristaCheck = async (shop: Shop): Promise<Check> => {
  const state = await baristaState(shop);
  if (state === "Enabled") return fine("barista", "at work");
  return amiss("barista", `away: the event source is ${state}, orders wait`, command("barista start"));
};

/** Whether every message could be delivered and read. */
export const deadLettersCheck = async (shop: Shop): Promise<Check> => {
  const depths = await Promise.all(QUEUE_NAMES.filter(isDeadLetterQueue).map((name) => queueDepth(shop, name)));
  const held = depths.map((depth) => ({ name: depth.name, count: totalOf(depth) })).filter(({ count }) => count > 0);
  if (held.length === 0) return fine("dead letters", "none");
  const remedy = held.some(({ name }) => name === "ordersDeadLetter") ? command("peek --dead") : "see docs/runbook.md";
  return amiss("dead letters", held.map(({ name, count }) => `${count} in ${name}`).join(", "), remedy);
};

/**
 * Whether every subscriber confirmed.
 *
 * Amazon SNS does not tell since when one is pending; it removes them after 48 hours, so none is older.
 *
 * @see https://aws.amazon.com/about-aws/whats-new/2023/05/amazon-sns-automatic-deletion-unconfirmed-subscriptions/
 */
export const confirmationsCheck = async (shop: Shop): Promise<Check> => {
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
  if (pending.length === 0) return fine("confirmations", "none is awaited");
  return amiss(
    "confirmations",
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

/** Whether the account may send SMS to anybody, or to a few verified numbers only. */
export const sandboxCheck = async (shop: Shop): Promise<Check> => {
  if (!(await sendsSms(shop))) return fine("SMS sandbox", SENDS_NO_SMS);
  const { IsInSandbox } = await shop.sns.send(new GetSMSSandboxAccountStatusCommand({}));
  if (IsInSandbox === false) return fine("SMS sandbox", "the account has left it");
  return amiss(
    "SMS sandbox",
    "the account is in it: SMS reach verified numbers only, all others are dropped",
    "ask AWS to move the account out: https://docs.aws.amazon.com/sns/latest/dg/sns-sms-sandbox-moving-to-production.html",
  );
};

/** What every account starts with: about a hundred SMS to the United States. */
const DEFAULT_LIMIT_USD = 1;

/**
 * Whether the monthly limit was raised from the first dollar. Once a month's SMS have cost that much, Amazon SNS drops all
 * further ones; how much is spent so far, CloudWatch knows (`SMSMonthToDateSpentUSD`).
 */
export const spendLimitCheck = async (shop: Shop): Promise<Check> => {
  if (!(await sendsSms(shop))) return fine("SMS spend limit", SENDS_NO_SMS);
  const { attributes } = await shop.sns.send(new GetSMSAttributesCommand({ attributes: ["MonthlySpendLimit"] }));
  const limit = Number(attributes?.["MonthlySpendLimit"] || DEFAULT_LIMIT_USD);
  if (limit > DEFAULT_LIMIT_USD) return fine("SMS spend limit", `${limit} USD a month`);
  return amiss(
    "SMS spend limit",
    `${limit} USD a month: what goes beyond it is dropped`,
    "ask AWS for a higher one: https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html",
  );
};

/** 100 numbers each; the count is for orientation. */
const MAX_PAGES = 20;

/** How many owners of phones told the carrier to stop. That is their right, so nothing is amiss. */
export const optedOutCheck = async (shop: Shop): Promise<Check> => {
  let count = 0;
  let pages = 0;
  for await (const { phoneNumbers = [] } of paginateListPhoneNumbersOptedOut({ client: shop.sns }, {})) {
    count += phoneNumbers.length;
    pages += 1;
    if (pages === MAX_PAGES) return fine("SMS opt-outs", `${count} numbers or more opted out: nothing is sent to them`);
  }
  return fine("SMS opt-outs", count === 0 ? "none" : `${counted(count, "number")} opted out: nothing is sent there`);
};

/** Whether the shop was deployed to send SMS to any country: the cashier knows the rule. */
const sendsSms = async (shop: Shop): Promise<boolean> => {
  const { Environment } = await shop.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: shop.output("CashierFunctionName") }),
  );
  return Boolean(Environment?.Variables?.["SMS_COUNTRY_PREFIXES"]);
};

const SENDS_NO_SMS = "of no concern: the shop sends no SMS";
