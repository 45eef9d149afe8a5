import type { ServerResponse } from "node:http";
import { bringDevices } from "../../../local/sns-delivery/sample-devices";
import type { Shop } from "../../../operations/shop";
import { type LocalServer, localServer } from "../../lambda/support/local-server";
import { memoryShop } from "../support/memory-shop";

const DEVICE = "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/shop/";

let functions: LocalServer;
let asked: string[];
let reply: (body: { readonly customer?: string }, response: ServerResponse) => void;
const registered = (prefix: string) => (body: { readonly customer?: string }, response: ServerResponse) => {
  response.end(JSON.stringify({ endpoint: `${prefix}${body.customer}` }));
};
beforeEach(async () => {
  asked = [];
  reply = registered(DEVICE);
  functions = await localServer((body, response, { method, url, headers }) => {
    asked.push(`${method} ${url} ${headers["content-type"]} ${body}`);
    reply(JSON.parse(body), response);
  });
});
afterEach(() => functions.close());

const bring = () => {
  const { shop } = memoryShop();
  const addresses: Record<string, string> = {
    DeviceDeskUrl: `${functions.url}/device-registration/`,
    MembershipUrl: `${functions.url}/membership/`,
  };
  const open: Shop = { ...shop, output: (name) => addresses[name] ?? shop.output(name) };
  return bringDevices(open);
};

describe("the phones of the sample customers", () => {
  test("are registered and subscribed, and known by their endpoints", async () => {
    expect(await bring()).toEqual(
      new Map([
        [`${DEVICE}1`, "1"],
        [`${DEVICE}3`, "3"],
      ]),
    );
    const subscribed = (newsletter: string, customer: string) =>
      `POST /membership/subscriptions application/json {"newsletter":"${newsletter}","protocol":"push","endpoint":"${DEVICE}${customer}"}`;
    const register = (customer: string) =>
      `POST /device-registration/devices application/json {"platform":"GCM","token":"sample-device-of-customer-${customer}","customer":"${customer}"}`;
    expect(asked).toEqual([
      register("1"),
      subscribed("coupons", "1"),
      register("3"),
      subscribed("trivia", "3"),
      subscribed("product-updates", "3"),
    ]);
  });

  test("are brought although a function fails at first, with whatever words", async () => {
    const failures = ["<html>", '{"error":"later"}', ""];
    const healthy = reply;
    reply = (body, response) => {
      const failure = failures.shift();
      if (failure === undefined) healthy(body, response);
      else response.writeHead(503).end(failure);
    };
    expect([(await bring()).size, asked.length]).toEqual([2, 8]);
  });

  test("are not asked for again when a function says no; it says what", async () => {
    reply = (_, response) => response.writeHead(400).end('{"error":"no device"}');
    await expect(bring()).rejects.toThrow('devices answered 400: {"error":"no device"}');
    expect(asked).toHaveLength(1);
  });

  test("stay away after a function has failed five times", async () => {
    reply = (_, response) => response.writeHead(500).end("broken");
    await expect(bring()).rejects.toThrow('devices answered 500: "broken"');
    expect(asked).toHaveLength(5);
  });

  test("stay away from an engine that names them as AWS does not", async () => {
    reply = registered(DEVICE.replace(":endpoint/", ":app/"));
    expect(await bring()).toEqual(new Map());
    expect(asked).toHaveLength(2);
  });
});
