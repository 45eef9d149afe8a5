import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  paginateListPhoneNumbersOptedOut,
} from "@aws-sdk/client-sns";
import { counted } from "../cli/wording";
import { amiss, type Finding, fine } from "./doctor-checks";
import type { Shop } from "./shop";

/** Whether the account may send SMS to anybody, or to a few verified numbers only. */
export const sandboxCheck = async (shop: Shop): Promise<Finding> => {
  if (!(await sendsSms(shop))) return fine(SENDS_NO_SMS);
  const { IsInSandbox } = await shop.sns.send(new GetSMSSandboxAccountStatusCommand({}));
  if (IsInSandbox === false) return fine("the account has left it");
  return amiss(
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
export const spendLimitCheck = async (shop: Shop): Promise<Finding> => {
  if (!(await sendsSms(shop))) return fine(SENDS_NO_SMS);
  const { attributes } = await shop.sns.send(new GetSMSAttributesCommand({ attributes: ["MonthlySpendLimit"] }));
  const limit = Number(attributes?.["MonthlySpendLimit"] || DEFAULT_LIMIT_USD);
  if (limit > DEFAULT_LIMIT_USD) return fine(`${limit} USD a month`);
  return amiss(
    `${limit} USD a month: what goes beyond it is dropped`,
    "ask AWS for a higher one: https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html",
  );
};

/** 100 numbers each; the count is for orientation. */
const MAX_PAGES = 20;

/** How many owners of phones told the carrier to stop. That is their right, so nothing is amiss. */
export const optedOutCheck = async (shop: Shop): Promise<Finding> => {
  let count = 0;
  let pages = 0;
  for await (const { phoneNumbers = [] } of paginateListPhoneNumbersOptedOut({ client: shop.sns }, {})) {
    count += phoneNumbers.length;
    pages += 1;
    if (pages === MAX_PAGES) return fine(`${count} numbers or more opted out: nothing is sent to them`);
  }
  return fine(count === 0 ? "none" : `${counted(count, "number")} opted out: nothing is sent there`);
};

/** Whether the shop was deployed to send SMS to any country: the cashier knows the rule. */
const sendsSms = async (shop: Shop): Promise<boolean> => {
  const { Environment } = await shop.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: shop.output("CashierFunctionName") }),
  );
  return Boolean(Environment?.Variables?.["SMS_COUNTRY_PREFIXES"]);
};

const SENDS_NO_SMS = "of no concern: the shop sends no SMS";
