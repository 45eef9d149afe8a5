import { DeleteEndpointCommand, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { appleLifetime, isOwnEndpoint, type PushNote, pushPayloads } from "../contacts/push";
import { errorName, log } from "../messaging/log";
import type { Delivery } from "./delivery";

/**
 * Shows a note on one device, if it is registered with one of the shop's own applications.
 *
 * SNS disables an endpoint when its push service says that the app is gone. Such an endpoint is removed: the app
 * registers its device anew when it starts again.
 *
 * @param sns publishes; `quick` removes endpoints, and must not take long to give up
 * @returns never rejects for a device that cannot be reached any more, only for what may pass
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const sendPush =
  ({ sns, quick }: { readonly sns: SNSClient; readonly quick: SNSClient }, applicationArns: readonly string[]) =>
  async (endpointArn: string, note: PushNote): Promise<Delivery> => {
    if (!isOwnEndpoint(endpointArn, applicationArns))
      return { undeliverable: "the device is not registered with an application of this shop" };
    try {
      await sns.send(
        new PublishCommand({
          TargetArn: endpointArn,
          MessageStructure: "json",
          Message: JSON.stringify({ default: note.body, ...pushPayloads(note) }),
          ...(note.lifetimeSeconds !== undefined && { MessageAttributes: appleLifetime(note.lifetimeSeconds) }),
        }),
      );
      return "sent";
    } catch (error) {
      const name = errorName(error);
      if (name === "EndpointDisabledException") {
        await remove(quick, endpointArn);
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

/** An endpoint that stays is met again with the next notice: nothing is lost when it cannot be removed now. */
const remove = async (sns: SNSClient, endpointArn: string): Promise<void> => {
  try {
    await sns.send(new DeleteEndpointCommand({ EndpointArn: endpointArn }));
  } catch (error) {
    log("disabled endpoint not removed", { reason: errorName(error) });
  }
};
