import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { CallDiary } from "./call-diary";
import type { CauseBook } from "./cause-book";
import type { FaultTally } from "./fault-tally";
import type { FunctionCall } from "./function-call";
import type { Killer, Moment } from "./killer";
import { DONE_ALL_THE_SAME, garble, refusal, SILENCE_MS, SLOW_MS, type WireAnswer, type WireFault } from "./wire-fault";

/** What is done to the calls on the wire. */
export interface Mischief {
  /** The fault that a call meets. */
  fault(call: FunctionCall): WireFault | undefined;
  /** Kills functions. */
  readonly killer: Pick<Killer, "pointAt" | "killAt"> | undefined;
  random(): number;
  /** Finds an order by the name that is called out. */
  orderNamed(pickupName: string): string | undefined;
  readonly tally: FaultTally;
  readonly causes: CauseBook;
  readonly diary: CallDiary;
}

/** A call that is on the wire. */
export interface OnTheWire {
  readonly outgoing: ServerResponse;
  /** Port of the function's end of the connection. */
  readonly port: number;
  forward(): Promise<WireAnswer>;
}

/** Passes a call on, or does to it what is to be done. */
export const meddle = async (
  mischief: Mischief,
  call: FunctionCall,
  { outgoing, port, forward }: OnTheWire,
): Promise<void> => {
  const { tally, causes, diary, killer } = mischief;
  const kill = (moment: Moment): boolean => {
    const point = killer?.pointAt(call, moment);
    if (point === undefined || !killer?.killAt(port, point)) return false;
    diary.note(call, port, `killed ${point}`);
    return true;
  };
  if (kill("before")) {
    outgoing.destroy();
    return;
  }
  const isDoomed = killer?.pointAt(call, "done") !== undefined;
  const fault = isDoomed ? undefined : mischief.fault(call);
  if (fault !== undefined && !DONE_ALL_THE_SAME.has(fault)) {
    causes.notDone(call);
    diary.note(call, port, fault);
    if (fault === "silent") await silence(outgoing);
    if (fault === "unavailable" || fault === "throttled") answerWith(outgoing, refusal(call.service, fault));
    else outgoing.destroy();
    return;
  }
  const answer = await forward().catch((error: unknown) => {
    causes.notDone(call);
    throw error;
  });
  const isDone = answer.status === 200;
  if (isDone) {
    tally.done(call);
    causes.done(call, port);
  } else causes.notDone(call);
  const killed = isDone && kill("done");
  if (fault === "slow") await pause(SLOW_MS.least + mischief.random() * (SLOW_MS.most - SLOW_MS.least));
  const isHeard = !killed && !outgoing.destroyed;
  if (!isHeard) tally.hungUp();
  if (isDone && (fault !== undefined || !isHeard)) causes.unheard(call);
  diary.note(call, port, `${answer.status}, ${fault ?? "no fault"}, ${isHeard ? "heard" : "not heard"}`);
  if (!isHeard || fault === "lost") {
    outgoing.destroy();
    return;
  }
  if (isDone) outgoing.once("finish", () => kill("answered"));
  answerWith(outgoing, fault === "garbled" ? garble(answer, mischief.random) : answer);
};

const silence = (outgoing: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, SILENCE_MS);
    outgoing.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Sends an answer, if anybody still waits for it. */
export const answerWith = (outgoing: ServerResponse, { status, headers, body }: WireAnswer): void => {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, { ...headers, "content-length": body.length }).end(body);
};
