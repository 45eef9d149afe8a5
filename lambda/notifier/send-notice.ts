import {
  CheckIfPhoneNumberIsOptedOutCommand,
  DeleteEndpointCommand,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from "@aws-sdk/client-sns";
import { appleLifetime, isOwnEndpoint, type PushNote, pushPayloads } from "../contacts/push";
import type { OrderReady } from "../messages/order-ready";
import { errorName, log } from "../messaging/log";

/**
 * What became of an attempt to tell a customer: SNS took the message, or nobody will ever take it, and why (in words
 * without the contact). An attempt that may succeed later is rejected instead.
 */
export type Delivery = "sent" | { readonly undeliverable: string };

const OPTED_OUT = "the phone number has opted out of SMS";

/**
 * Sends one transactional SMS, unless its receiver has opted out: SNS takes a message to such a number, drops it and says so
 * in its own delivery log only. When the list cannot be read the message is sent, since SNS keeps to it in any case.
 * It comes from the given sender, or from whatever the account has where that is empty.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
 */
export const sendSms =
  (sns: SNSClient, from: { readonly senderId: string; readonly originationNumber: string }) =>
  async (phoneNumber: string, text: string): Promise<Delivery> => {
    const { isOptedOut } = await sns
      .send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }))
      .catch(noted("not known whether the number has opted out"));
    if (isOptedOut) return { undeliverable: OPTED_OUT };
    const attribute = (StringValue: string) => ({ DataType: "String", StringValue });
    const MessageAttributes = {
      "AWS.SNS.SMS.SMSType": attribute("Transactional"),
      ...(from.senderId && { "AWS.SNS.SMS.SenderID": attribute(from.senderId) }),
      ...(from.originationNumber && { "AWS.MM.SMS.OriginationNumber": attribute(from.originationNumber) }),
    };
    return publish(sns, { PhoneNumber: phoneNumber, Message: text, MessageAttributes }, (name) => {
      if (name === "OptedOutException") return OPTED_OUT;
      const isWrong = /^(InvalidParameter|InvalidParameterValue|Validation)Exception$/.test(name);
      return isWrong ? `SNS refused the SMS: ${name}` : undefined;
    });
  };

/**
 * Pushes to one device, if it is one of the shop's own applications'. A device that has gone is removed: an endpoint that
 * stays is met again with the next notice.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/mobile-push-send-directmobile.html
 */
export const sendPush =
  (sns: SNSClient, applicationArns: readonly string[]) =>
  async (endpointArn: string, note: PushNote): Promise<Delivery> => {
    if (!isOwnEndpoint(endpointArn, applicationArns))
      return { undeliverable: "the device is not registered with an application of this shop" };
    const message = {
      TargetArn: endpointArn,
      MessageStructure: "json",
      Message: JSON.stringify({ default: note.body, ...pushPayloads(note) }),
      ...(note.lifetimeSeconds !== undefined && { MessageAttributes: appleLifetime(note.lifetimeSeconds) }),
    };
    return publish(sns, message, async (name, text) => {
      if (name === "EndpointDisabledException") {
        const remove = new DeleteEndpointCommand({ EndpointArn: endpointArn });
        await sns.send(remove).catch(noted("disabled endpoint not removed"));
        return "the device's endpoint was disabled";
      }
      // An endpoint that is gone is reported as an invalid parameter too, and only the text says so.
      const isMissing = name === "NotFoundException" || text.includes("No endpoint found for the target arn specified");
      if (isMissing) return "the device's endpoint does not exist";
      return name === "InvalidParameterException" ? `SNS refused the message: ${name}` : undefined;
    });
  };

/** Publishes once. `refused` sees to an error that will stay, by its name and text, and says why; not to one that may pass. */
const publish = async (
  sns: SNSClient,
  message: PublishCommandInput,
  refused: (name: string, text: string) => string | undefined | Promise<string | undefined>,
): Promise<Delivery> => {
  try {
    await sns.send(new PublishCommand(message));
    return "sent";
  } catch (error) {
    const undeliverable = await refused(errorName(error), String(error));
    if (undeliverable === undefined) throw error;
    return { undeliverable };
  }
};

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
  return [`${named} Decoupled Coffee`, named].find(isOneSms) ?? unnamed;
};

/** One SMS holds 160 characters of these, more than any notice has, and 70 UTF-16 units of whatever else. */
const isOneSms = (text: string): boolean => text.length <= 70 || /^[\w ,.'&äöüÄÖÜßéèàìòùñÑåÅæÆøØ-]*$/.test(text);

/** The same on a device; its app learns which order it is. An hour later the drink is cold, and nobody is told any more. */
export const noticePush = (order: OrderReady): PushNote => ({
  title: "Decoupled Coffee",
  body: `${order.pickupName}, your ${drinks(order)}.`,
  data: { orderId: order.orderId },
  lifetimeSeconds: 3_600,
});

const drinks = ({ quantity, size, drink }: OrderReady): string =>
  `${quantity > 1 ? `${quantity} ` : ""}${size} ${drink} ${quantity > 1 ? "are" : "is"} ready`;
