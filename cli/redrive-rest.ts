import { isFifo } from "../lambda/messaging/aws-clients";
import { HIDDEN_SECONDS } from "../operations/peek-queue";
import type { RedriveRoute } from "../operations/redrive-message";
import type { RedriveResult } from "../operations/redrive-task";
import { command, counted } from "./wording";

/**
 * What is to be said of messages that a redrive could not see, if there are any: a redrive that was killed has them in flight
 * for a moment, or they are in a FIFO queue behind others that stay.
 *
 * @param before how many waited when it began
 * @param inFlight how many somebody has received and not finished
 */
export const restOf = (
  { queue, deadLetterQueueUrl }: RedriveRoute,
  { found, kept, failed }: RedriveResult,
  { before, inFlight }: { readonly before: number; readonly inFlight: number },
): string | undefined => {
  if (inFlight > 0) {
    const besides = found === 0 ? "" : " besides";
    return `${counted(inFlight, "message")} of ${queue} in flight${besides}: after ${HIDDEN_SECONDS} s repeat ${command("redrive")}`;
  }
  return isFifo(deadLetterQueueUrl) && before > found && kept + failed > 0
    ? `only ${found} of ${counted(before, "message")} in ${queue} could be seen: the others are behind messages of their location that stay`
    : undefined;
};
