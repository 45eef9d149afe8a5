import {
  CheckIfPhoneNumberIsOptedOutCommand,
  DeleteEndpointCommand,
  PublishCommand,
  type SNSClient,
} from "@aws-sdk/client-sns";
import { appleLifetime, isOwnEndpoint, type PushNote, pushPayloads } from "../contacts/push";
import { fitsOneSms } from "../contacts/sms";
import type { OrderReady } from "../messages/order-ready";
import { errorName, log } from "../messaging/log";

/**
 * What became of an attempt to tell a customer: SNS took the message, or nobody will ever take it, and why (in words
 * without the contact). An attempt that may succeed later is rejected instead.
 */
export type Delivery = "sent" | { readonly undeliverable: string };

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
 * @returns never rejects for a number or text that will not do, only for what may pass
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
 */
export const sendSms =
  (sns: SNSClient, from: SmsSender) =>
  async (phoneNumber: string, text: string): Promise<Delivery> => {
    const { isOptedOut } = await sns
      .send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }))
      .catch(noted("not known whether the number has opted out"));
    if (isOptedOut) return OPTED_OUT;
    const attributes = {
      "AWS.SNS.SMS.SMSType": "Transactional",
      "AWS.SNS.SMS.SenderID": from.senderId,
      "AWS.MM.SMS.OriginationNumber": from.originationNumber,
    };
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).flatMap(([name, StringValue]) =>
        StringValue === "" ? [] : [[name, { DataType: "String", StringValue }]],
      ),
    );
    try {
      await sns.send(new PublishCommand({ PhoneNumber: phoneNumber, Message: text, MessageAttributes }));
      return "sent";
    } catch (error) {
      const name = errorName(error);
      if (name === "OptedOutException") return OPTED_OUT;
      if (REFUSALS.includes(name)) return { undeliverable: `SNS refused the SMS: ${name}` };
      throw error;
    }
  };

/**
 * Pushes to one device, if it is one of the shop's own applications'. A device that has gone is removed: an endpoint that
 * stays is met again with the next notice.
 *
 * @returns never rejects for a device that is gone or not the shop's, only for what may pass
 * @see https://docs.aws.amazon.com/sns/latest/dg/mobile-push-send-directmobile.html
 */
export const sendPush =
  (sns: SNSClient, applicationArns: readonly string[]) =>
  async (endpointArn: string, note: PushNote): Promise<Delivery> => {
    if (!isOwnEndpoint(endpointArn, applicationArns))
      return { undeliverable: "the device is not registered with an application of this shop" };
    const command = new PublishCommand({
      TargetArn: endpointArn,
      MessageStructure: "json",
      Message: JSON.stringify({ default: note.body, ...pushPayloads(note) }),
      ...(note.lifetimeSeconds !== undefined && { MessageAttributes: appleLifetime(note.lifetimeSeconds) }),
    });
    try {
      await sns.send(command);
      return "sent";
    } catch (error) {
      const name = errorName(error);
      if (name === "EndpointDisabledException") {
        await sns
          .send(new DeleteEndpointCommand({ EndpointArn: endpointArn }))
          .catch(noted("disabled endpoint not removed"));
        return { undeliverable: "the device's endpoint was disabled" };
      }
      if (name === "NotFoundException" || isMissingEndpoint(error))
        return { undeliverable: "the device's endpoint does not exist" };
      if (name === "InvalidParameterException") return { undeliverable: `SNS refused the message: ${name}` };
      throw error;
    }
  };

/** `Publish` reports an endpoint that is gone as an invalid parameter, and only its text says so. */
const isMissingEndpoint = (error: unknown): boolean =>
  error instanceof Error && error.message.includes("No endpoint found for the target arn specified");

const noted = (what: string) => (error: unknown) => {
  log(what, { reason: errorName(error) });
  return { isOptedOut: false };
};

/**
 * The SMS that tells a customer the drink is ready, in one message for any name: the shop's name goes first, then the
 * customer's, when theirs is long and outside the GSM alphabet.
 */
export const noticeSms = (order: OrderReady): string => {
  const named = `${order.pickupName}, your ${drinks(order)}.`;
  const unnamed = `Your ${drinks(order)}. Decoupled Coffee`;
  return [`${named} Decoupled Coffee`, named].find(fitsOneSms) ?? unnamed;
};

/** The same on a device; its app learns which order it is. An hour later the drink is cold, and nobody is told any more. */
export const noticePush = (order: OrderReady): PushNote => ({
  title: "Decoupled Coffee",
  body: `${order.pickupName}, your ${drinks(order)}.`,
  data: { orderId: order.orderId },
  lifetimeSeconds: 3_600,
});

const drinks = ({ quantity, size, drink }: OrderReady): string =>
  `${quantity > 1 ? `${quantity} ` : ""}${size} ${drink} ${quantity > 1 ? "are" : "is"} ready`;
