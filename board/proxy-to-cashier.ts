import { isUtf8 } from "node:buffer";
import { Agent, request } from "node:http";
import { Readable } from "node:stream";
import { MAX_BODY_BYTES } from "../lambda/cashier/take-orders";
import { readJsonBody, refusalAnswer } from "../lambda/messaging/http";

/** Concern one connection, not the request; see RFC 9110, section 7.6.1. The host is the cashier's own, and the page has been checked. */
const NOT_PASSED_ON =
  /^(connection|expect|host|keep-alive|proxy-(authenticate|authorization|connection)|te|trailer|transfer-encoding|upgrade|origin|referer|sec-fetch-\w+)$/i;

const EXPECTED = { maxBytes: MAX_BODY_BYTES, example: "" };

const WITHOUT_BODY = new Set([204, 205, 304]);

/** The cashier promises an answer within 5 seconds; a cold start of the engine may come on top. */
const TIMEOUT_MS = 15_000;

/** The agent that Node.js shares among all may lead to a proxy. */
const DIRECT = new Agent({ keepAlive: true });

/**
 * Passes a request on to the cashier's function URL, and the answer back, both as they are.
 * Answers 502 or 504 itself when the cashier does not, and for the cashier where bytes are not UTF-8: a function URL,
 * also that of the shop's own engine, hands them on in base64, a given engine may replace them.
 */
export const askCashier = async (cashierUrl: string, incoming: Request): Promise<Response> => {
  const { pathname, search } = new URL(incoming.url);
  const body = Buffer.from(await incoming.arrayBuffer());
  const headers = Object.fromEntries([...incoming.headers].filter(([name]) => !NOT_PASSED_ON.test(name)));
  const { method } = incoming;
  const asked = { method, path: pathname, headers, body };
  const read = method !== "POST" || isUtf8(body) ? undefined : readJsonBody(asked, EXPECTED);
  if (read && "refusal" in read) {
    const { body: refusal, ...answer } = refusalAnswer(read.refusal, "the order was not taken");
    return Response.json(refusal, answer);
  }
  if (body.length > 0) headers["content-length"] = String(body.length);
  return new Promise((resolve) => {
    const asking = request(`${cashierUrl}${pathname.slice(1)}${search}`, {
      method,
      headers,
      agent: DIRECT,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    asking.once("error", (error) => resolve(noAnswer(error)));
    asking.once("response", (answer) => {
      const { statusCode = 502, headersDistinct } = answer;
      const passedBack = new Headers();
      for (const [name, values = []] of Object.entries(headersDistinct)) {
        if (!NOT_PASSED_ON.test(name)) for (const value of values) passedBack.append(name, value);
      }
      const empty = WITHOUT_BODY.has(statusCode) || method === "HEAD";
      if (empty) answer.resume();
      // The two stream types describe the same thing, one as Node.js and one as the web sees it.
      const stream = empty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
      resolve(new Response(stream, { status: statusCode, headers: passedBack }));
    });
    asking.end(body);
  });
};

const noAnswer = (error: Error): Response => {
  const late = error.name === "AbortError" || error.name === "TimeoutError";
  const reason = late ? `the cashier did not answer within ${TIMEOUT_MS / 1_000} s` : "the cashier cannot be reached";
  const status = late ? 504 : 502;
  return Response.json({ error: `${reason}; ask again` }, { status, headers: { "retry-after": "2" } });
};
