import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 100;

/**
 * Waits for a fact: asks until the answer is something.
 *
 * @throws Error that names the fact and the last answer when the deadline passes, or the error of the question
 */
export const until = async <T>(
  fact: string,
  deadlineMs: number,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> => {
  const deadline = Date.now() + deadlineMs;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await pause(POLL_MS);
  }
  throw new Error(`waited ${deadlineMs / 1_000} s in vain until ${fact}`);
};

/**
 * Long enough for anything the shop does with an order or an issue, even on a busy machine: a message whose batch failed is
 * out of sight for as long as its queue says, one minute for an order and three for those of `test/stranger`.
 */
export const A_WHILE_MS = 300_000;
