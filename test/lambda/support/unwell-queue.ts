import type { ServerResponse } from "node:http";
import * as v from "valibot";
import { localServer } from "./local-server";
import { messagesOf, storedReply } from "./stored-reply";

/** What a request to the queue meets: whether its messages are stored, and what the caller hears of it. */
type Meeting = (body: string, response: ServerResponse, store: (numbers?: readonly number[]) => void) => void;

const JSON_10 = { "content-type": "application/x-amz-json-1.0" };
const DIGEST = "00000000000000000000000000000000";

const say = (response: ServerResponse, answer: unknown, status = 200, headers = {}): void => {
  response
    .writeHead(status, { ...JSON_10, ...headers })
    .end(typeof answer === "string" ? answer : JSON.stringify(answer));
};

const later = (milliseconds: number, act: () => void): void => {
  setTimeout(act, milliseconds).unref();
};

const entriesOf = (body: string) => storedReply(body).Successful;
const failed = ({ Id }: { Id: string }) => ({ Id, Code: "InternalError", SenderFault: false });

const MEETINGS = {
  "is well": (body, response, store) => {
    store();
    say(response, storedReply(body));
  },
  "is silent for 20 s": (body, response, store) =>
    later(20_000, () => {
      store();
      say(response, storedReply(body));
    }),
  "answers 503": (_, response) => say(response, "", 503),
  "answers 503 and asks to wait for 20 s": (_, response) => say(response, "", 503, { "retry-after": "20" }),
  throttles: (_, response) =>
    say(response, { __type: "com.amazonaws.sqs#RequestThrottled", message: "Rate exceeded" }, 400, {
      "x-amzn-query-error": "RequestThrottled;Sender",
    }),
  "is slow: 0.8 s": (body, response, store) => {
    store();
    later(800, () => say(response, storedReply(body)));
  },
  "is slow: 2 s": (body, response, store) => {
    store();
    later(2_000, () => say(response, storedReply(body)));
  },
  "stores and hangs up": (_, response, store) => {
    store();
    response.destroy();
  },
  "stores and answers 500": (_, response, store) => {
    store();
    say(response, "", 500);
  },
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
  "answers with what is not JSON": (_, response, store) => {
    store();
    say(response, "<html>");
  },
  "answers with an empty object": (_, response, store) => {
    store();
    say(response, {});
  },
  "answers with wrong digests": (body, response) =>
    say(response, { Successful: entriesOf(body).map((entry) => ({ ...entry, MD5OfMessageBody: DIGEST })) }),
  "stores and says that it failed": (body, response, store) => {
    store();
    say(response, { Failed: entriesOf(body).map(failed) });
  },
  "stores all but the second, and says so": (body, response, store) => {
    store([0, 2]);
    const [first, second, third] = entriesOf(body);
    say(response, { Successful: [third, first], Failed: second && [failed(second)] });
  },
  "stores the first alone, and mentions no other": (body, response, store) => {
    store([0]);
    say(response, { Successful: entriesOf(body).slice(0, 1) });
  },
} as const satisfies Readonly<Record<string, Meeting>>;

export type QueueFault = keyof typeof MEETINGS;

/** A queue that takes orders over the wire and has its troubles. */
export interface UnwellQueue {
  readonly url: string;
  /** Ids of the orders in it, each as often as it was stored. */
  readonly stored: readonly string[];
  close(): Promise<void>;
}

const storedOrder = v.object({ orderId: v.string() });

/** Starts a queue whose first requests meet these faults in turn, and every later one the last. */
export const unwellQueue = async (first: readonly QueueFault[], then: QueueFault): Promise<UnwellQueue> => {
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
