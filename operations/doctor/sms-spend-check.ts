import { GetSMSAttributesCommand } from "@aws-sdk/client-sns";
import type { Shop } from "../shop";
import { amiss, type Check, fine } from "./check";
import { SENDS_NO_SMS, sendsSms } from "./sends-sms";

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
