import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { parseJson } from "../../lambda/messaging/parse";
import type { Shop } from "../../operations/shop";

/** The phones that customers of the local shop bring along, and what is pushed to them. */
const DEVICES = [
  { customer: "1", token: "sample-device-of-customer-1", newsletters: ["coupons"] },
  { customer: "3", token: "sample-device-of-customer-3", newsletters: ["trivia", "product-updates"] },
] as const;

const registered = v.object({ endpoint: v.string() });

const ATTEMPTS = 5;
const PAUSE_MS = 300;

/** A function that has not run yet needs a few seconds. */
const TIMEOUT_MS = 30_000;

/** A device as AWS names it. The functions take no other name, so where the engine is asked without a proxy none is brought. */
const AS_AWS_NAMES_IT = /:endpoint\//;

/**
 * Registers the sample customers' phones with the device registration and subscribes them through membership, as apps do when
 * they start. Doing it again changes nothing.
 *
 * @returns whose phone each endpoint is
 * @throws Error when a function does not do its part
 */
export const bringDevices = async (shop: Shop): Promise<ReadonlyMap<string, string>> => {
  const owners = new Map<string, string>();
  for (const { customer, token, newsletters } of DEVICES) {
    const device = { platform: "GCM", token, customer };
    const { endpoint } = v.parse(registered, await ask(`${shop.output("DeviceDeskUrl")}devices`, device));
    if (!AS_AWS_NAMES_IT.test(endpoint)) continue;
    owners.set(endpoint, customer);
    for (const newsletter of newsletters) {
      await ask(`${shop.output("MembershipUrl")}subscriptions`, { newsletter, protocol: "push", endpoint });
    }
  }
  return owners;
};

const ask = async (address: string, body: object): Promise<unknown> => {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const json = parseJson(text);
    const answer = json.ok ? json.value : text;
    if (response.ok) return answer;
    if (attempt >= ATTEMPTS || response.status < 500) {
      throw new Error(
        `${new URL(address).pathname.split("/").at(-1)} answered ${response.status}: ${JSON.stringify(answer)}`,
      );
    }
    await pause(PAUSE_MS);
  }
};
