import { GetSMSSandboxAccountStatusCommand } from "@aws-sdk/client-sns";
import type { Shop } from "../shop";
import { amiss, type Check, fine } from "./check";
import { SENDS_NO_SMS, sendsSms } from "./sends-sms";

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
