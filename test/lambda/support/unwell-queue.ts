import type { ServerResponse } from "node:http";
import * as v from "valibot";
import { messagesOf, storedReply } from "./local-aws";
import { localServer } from "./local-server";

/** What a request to the queue meets: whether its messages are stored, and what the caller hears of it. */
type Meeting = (body: string, response: ServerResponse, store: (numbers?: readonly number[]) => void) => void;

const JSON_10 = { "content-type": "application/x-amz-json-1.0" };
const DIGEST = "00000000000000000000000000000000";
const THROTTLED = { __type: "com.amazonaws.sqs#RequestThrottled", message: "Rate exceeded" };
const later = (milliseconds: number, act: () => void): void => void setTimeout(act, milliseconds).unref();
const entriesOf = (body: string) => storedReply(body).Successful;
const failed = ({ Id }: { Id: string }) => ({ Id, Code: "InternalError", SenderFault: false });

/** Says something and stores nothing. */
const says =
  (answer: (body: string) => unknown, status = 200, headers = {}): Meeting =>
  (body, response) => {
    const said = answer(body);
    response.writeHead(status, { ...JSON_10, ...headers }).end(typeof said === "string" ? said : JSON.stringify(said));
  };

/** Stores messages, all of them unless places are given, and says something after a while. */
const stores =
  (answer: (body: string) => unknown, { status = 200, afterMs = 0, places }: Storing = {}): Meeting =>
  (body, response, store) => {
    store(places);
    later(afterMs, () => says(answer, status)(body, response, store));
  };
interface Storing {
  readonly status?: number;
  readonly afterMs?: number;
  readonly places?: readonly number[];
}

const MEETINGS = {
  "is well": stores(storedReply),
  "is silent for 20 s": (...request) => later(20_000, () => stores(storedReply)(...request)),
  "answers 503": says(() => "", 503),
  "answers 503 and asks to wait for 20 s": says(() => "", 503, { "retry-after": "20" }),
  throttles: says(() => THROTTLED, 400, { "x-amzn-query-error": "RequestThrottled;Sender" }),
  "is slow: 0.8 s": stores(storedReply, { afterMs: 800 }),
  "is slow: 2 s": stores(storedReply, { afterMs: 2_000 }),
  "stores and hangs up": (_, response, store) => {
    store();
    response.destroy();
  },
  "stores and answers 500": stores(() => "", { status: 500 }),
  "hangs up": (_, response) => void response.destroy(),
  "resets the connection": (_, response) => void response.socket?.resetAndDestroy(),
  "answers in pieces that never end": (_, response, store) => {
    store();
    response.writeHead(200, JSON_10).write('{"Successful":[');
    const piece = setInterval(() => response.write(" "), 100).unref();
    response.on("close", () => clearInterval(piece));
  },
  "answers half": (body, response, store) => {
    store();
    const whole = JSON.stringify(storedReply(body));
    response.writeHead(200, { ...JSON_10, "content-length": whole.length });
    response.write(whole.slice(0, whole.length / 2), () => response.destroy());
  },
  "answers with what is not JSON": stores(() => "<html>"),
  "answers with an empty object": stores(() => ({})),
  "answers with wrong digests": says((body) => ({
    Successful: entriesOf(body).map((entry) => ({ ...entry, MD5OfMessageBody: DIGEST })),
  })),
  "stores and says that it failed": stores((body) => ({ Failed: entriesOf(body).map(failed) })),
  "stores all but the second, and says so": stores(
    (body) => {
      const [first, second, third] = entriesOf(body);
      return { Successful: [third, first], Failed: second && [failed(second)] };
    },
    { places: [0, 2] },
  ),
  "stores the first alone, and mentions no other": stores((body) => ({ Successful: entriesOf(body).slice(0, 1) }), {
    places: [0],
  }),
} as const satisfies Readonly<Record<string, Meeting>>;

export type QueueFault = keyof typeof MEETINGS;

const storedOrder = v.object({ orderId: v.string() });

/** Starts a queue over the wire whose first requests meet these faults in turn, and every later one the last. */
export const unwellQueue = async (first: readonly QueueFault[], then: QueueFault) => {
  /** Ids of the orders in it, each as often as it was stored. */
  const stored: string[] = [];
  const faults = [...first];
  const { url, close } = await localServer((body, response) => {
    const meet: Meeting = MEETINGS[faults.shift() ?? then];
    meet(body, response, (places) => {
      for (const [place, message] of messagesOf(body).entries()) {
        if (places === undefined || places.includes(place)) {
          stored.push(v.parse(storedOrder, JSON.parse(message)).orderId);
        }
      }
    });
  });
  return { url, stored, close };
};
