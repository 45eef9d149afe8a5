import { CheckIfPhoneNumberIsOptedOutCommand, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { errorName, log } from "../messaging/log";
import type { Delivery } from "./delivery";

/** Whom SMS come from; empty is whatever the account has. */
export interface SmsSender {
  readonly senderId: string;
  readonly originationNumber: string;
}

/** What SNS says about a number or a text that no later attempt can make right. */
const REFUSALS = ["InvalidParameterException", "InvalidParameterValueException", "ValidationException"];

const OPTED_OUT: Delivery = { undeliverable: "the phone number has opted out of SMS" };

/**
 * Sends one transactional SMS, unless its receiver has opted out.
 *
 * SNS takes a message to a number that has opted out, drops it and says so in its own delivery log only: that is why
 * the number is looked up first. When the list cannot be read the message is sent, since SNS keeps to it in any case.
 *
 * @param sns sends; `quick` looks up, and must not take long to give up
 * @returns never rejects for a number or text that will not do, only for what may pass
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
 */
export const sendSms =
  ({ sns, quick }: { readonly sns: SNSClient; readonly quick: SNSClient }, from: SmsSender) =>
  async (phoneNumber: string, text: string): Promise<Delivery> => {
    if (await hasOptedOut(quick, phoneNumber)) return OPTED_OUT;
    try {
      await sns.send(
        new PublishCommand({ PhoneNumber: phoneNumber, Message: text, MessageAttributes: smsAttributes(from) }),
      );
      return "sent";
    } catch (error) {
      const name = errorName(error);
      if (name === "OptedOutException") return OPTED_OUT;
      if (REFUSALS.includes(name)) return { undeliverable: `SNS refused the SMS: ${name}` };
      throw error;
    }
  };

const hasOptedOut = async (sns: SNSClient, phoneNumber: string): Promise<boolean> => {
  try {
    const { isOptedOut = false } = await sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
    return isOptedOut;
  } catch (error) {
    log("not known whether the number has opted out", { reason: errorName(error) });
    return false;
  }
};

const smsAttributes = ({ senderId, originationNumber }: SmsSender) => ({
  "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" },
  ...(senderId !== "" && { "AWS.SNS.SMS.SenderID": { DataType: "String", StringValue: senderId } }),
  ...(originationNumber !== "" && {
    "AWS.MM.SMS.OriginationNumber": { DataType: "String", StringValue: originationNumber },
  }),
});
