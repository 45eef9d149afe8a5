import { MAX_ORDERS_PER_REQUEST, type OrderRequest, parseOrderRequest } from "../shared/order";
import { type Fault, parseJson, shown } from "../shared/parse";

/** A request as it comes through the function URL. */
export interface CounterRequest {
  readonly method: string;
  readonly path: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Why a request was turned away, with its HTTP status. */
export interface Refusal {
  readonly status: 400 | 404 | 405 | 413 | 415;
  readonly faults: readonly Fault[];
}

/** Ten orders with every field at its longest fill less than half of it. */
export const MAX_BODY_BYTES = 16 * 1024;

type Read =
  | { readonly orders: readonly OrderRequest[]; readonly idempotencyKey: string | undefined }
  | { readonly refusal: Refusal };

/** Reads the orders out of a request, or says everything that is wrong with it. */
export const readRequest = (request: CounterRequest): Read => {
  if (!/^\/orders\/?$/.test(request.path))
    return refuse(404, `no such place: ${shown(request.path)} (orders go to /orders)`);
  if (request.method !== "POST")
    return refuse(405, `not possible here: ${shown(request.method)} (orders are placed with POST)`);
  const contentType = request.headers["content-type"] ?? "";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    return refuse(
      415,
      `must be application/json, not ${contentType === "" ? "missing" : shown(contentType)}`,
      "content-type",
    );
  }
  if (request.body.length > MAX_BODY_BYTES) {
    return refuse(413, `is ${request.body.length} bytes long, at most ${MAX_BODY_BYTES} are allowed`, "body");
  }
  const idempotencyKey = request.headers["idempotency-key"];
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,128}$/.test(idempotencyKey)) {
    return refuse(400, `must be 1 to 128 visible ASCII characters, not ${shown(idempotencyKey)}`, "idempotency-key");
  }
  const read = readOrders(request.body);
  return "refusal" in read ? read : { orders: read.orders, idempotencyKey };
};

const readOrders = (body: Buffer): { readonly orders: readonly OrderRequest[] } | { readonly refusal: Refusal } => {
  if (body.length === 0)
    return refuse(400, 'is empty (send an order such as {"drink": "latte", "pickupName": "Ada"})', "body");
  const text = utf8(body);
  if (text === undefined) return refuse(400, "is not UTF-8", "body");
  const json = parseJson(text);
  if (!json.ok) return refuse(400, "is not JSON", "body");
  const given = json.value;
  const several = typeof given === "object" && given !== null && "orders" in given;
  if (!several) return gather([parseOrderRequest(given)]);
  if (!Array.isArray(given.orders) || given.orders.length < 1 || given.orders.length > MAX_ORDERS_PER_REQUEST) {
    const found = Array.isArray(given.orders) ? `${given.orders.length}` : shown(given.orders);
    return refuse(400, `must be a list of 1 to ${MAX_ORDERS_PER_REQUEST} orders, not ${found}`, "orders");
  }
  return gather(given.orders.map((order, place) => parseOrderRequest(order, `orders[${place}]`)));
};

const gather = (parsed: readonly ReturnType<typeof parseOrderRequest>[]) => {
  const faults = parsed.flatMap((one) => (one.ok ? [] : one.faults));
  if (faults.length > 0) return { refusal: { status: 400, faults } as const };
  return { orders: parsed.flatMap((one) => (one.ok ? [one.value] : [])) };
};

const refuse = (status: Refusal["status"], message: string, path = ""): { readonly refusal: Refusal } => ({
  refusal: { status, faults: [{ path, message }] },
});

const utf8 = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
