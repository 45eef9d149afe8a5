import { redrive } from "./redrive";
import type { Choice } from "./redrive-choice";
import type { RedriveJob } from "./redrive-job";
import type { RedriveOutcome } from "./redrive-result";
import type { RedriveRoute } from "./redrive-route";
import { redriveByTask } from "./redrive-task";
import type { Shop } from "./shop";

/** A redrive as somebody wants it. */
export interface RedriveWish extends Omit<RedriveJob, "isChosen"> {
  /** Undefined means every message. */
  readonly isChosen: Choice | undefined;
}

/** Moves or drops dead letters in the best way the shop has: on AWS, SQS itself moves a whole queue. */
export const performRedrive = (
  shop: Pick<Shop, "target" | "sqs">,
  route: RedriveRoute,
  wish: RedriveWish,
): Promise<RedriveOutcome> => {
  const { isChosen, ...job } = wish;
  return shop.target === "aws" && job.action === "move" && isChosen === undefined
    ? redriveByTask(shop.sqs, route, job)
    : redrive(shop.sqs, route, { ...job, isChosen: isChosen ?? (() => true) });
};
