import * as v from "valibot";
import type { Shop } from "../../operations/shop";

const registered = v.object({ endpoint: v.string() });

const ask = async (method: string, address: string, body: object): Promise<unknown> => {
  const response = await fetch(address, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  expect({ status: response.status, answer }).toMatchObject({ status: expect.any(Number) });
  if (!response.ok) throw new Error(`${method} ${address} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
};

/** Subscribes or unsubscribes at the membership desk. */
export const membership = (shop: Shop, method: "POST" | "DELETE", wish: object): Promise<unknown> =>
  ask(method, `${shop.output("MembershipUrl")}subscriptions`, wish);

/** Registers a device at the device desk; the same token is the same device. */
export const newDevice = async (shop: Shop, token: string): Promise<string> =>
  v.parse(registered, await ask("POST", `${shop.output("DeviceDeskUrl")}devices`, { platform: "GCM", token })).endpoint;
