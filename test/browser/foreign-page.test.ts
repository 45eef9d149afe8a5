import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { sharedShop } from "../journeys/shared-shop";
import { eachFileHasABrowser } from "./visitor";

const shop = sharedShop();
const visitor = eachFileHasABrowser();

/** Everything a page can make a browser send. What it may read of an answer is in `#read`. */
const attackOn = (place: string, action: string) => `
  const read = [];
  const form = (name) => new URLSearchParams({ Action: "CreateTopic", Name: name, Version: "2010-03-31" });
  const ask = (path, options) => fetch(${JSON.stringify(place)} + path, options).then((r) => r.text()).then((t) => t && read.push(t), () => {});
  const target = document.createElement("iframe");
  target.name = "target";
  document.body.append(target);
  const page = document.createElement("form");
  Object.assign(page, { method: "POST", action: ${JSON.stringify(place)} + "/", target: "target" });
  for (const [name, value] of form("ByForm")) {
    const field = document.createElement("input");
    Object.assign(field, { name, value });
    page.append(field);
  }
  document.body.append(page);
  page.submit();
  new Image().src = ${JSON.stringify(place)} + "/?" + form("ByImage");
  const socket = new WebSocket(${JSON.stringify(place.replace("http", "ws"))});
  socket.onopen = () => read.push("a socket");
  const done = [
    ask("/", { method: "POST", body: form("ByFetch"), mode: "no-cors" }),
    ask("/", { method: "POST", body: form("ByCors") }),
    ask("/?Action=ListSubscriptions&Version=2010-03-31"),
    ask("/_ministack/reset", { method: "POST", mode: "no-cors" }),
    ask("/2015-03-31/functions", { method: "POST", body: '{"FunctionName":"ByPage"}', headers: { "content-type": "text/plain" }, mode: "no-cors" }),
    ask("/api/actions/${action}", { method: "POST", body: "{}", headers: { "content-type": "text/plain" }, mode: "no-cors" }),
    ask("/api/state"),
    ask("/api/inbox", { mode: "no-cors" }),
    new Promise((resolve) => { socket.onclose = resolve; target.onload = () => setTimeout(resolve, 500); }),
  ];
  Promise.all(done).then(() => { document.body.append(Object.assign(document.createElement("output"), { id: "read", value: JSON.stringify(read) })); });
`;

const everything = async () => {
  const [{ Topics = [] }, { QueueUrls = [] }, { Functions = [] }] = await Promise.all([
    shop.sns.send(new ListTopicsCommand({})),
    shop.sqs.send(new ListQueuesCommand({ MaxResults: 1_000 })),
    shop.lambda.send(new ListFunctionsCommand({})),
  ]);
  const names = [Topics.map(({ TopicArn = "" }) => TopicArn), Functions.map(({ FunctionName = "" }) => FunctionName)];
  // Mirrors come and go with subscriptions.
  return [...names.flat(), ...QueueUrls.filter((url) => !url.includes("Mirror-"))].sort();
};

test.each([
  ["engine", shop.endpoint ?? ""],
  ["engine by its number", (shop.endpoint ?? "").replace("localhost", "127.0.0.1")],
  ["order board", shop.board ?? ""],
])("a page of somebody else does nothing and reads nothing at the %s (engine)", async (_, place) => {
  const page = `<!doctype html><title>elsewhere</title><body><script>${attackOn(place, "barista-stop")}</script>`;
  const elsewhere = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(page);
  }).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const before = await everything();
  expect(before.length).toBeGreaterThan(10);
  visitor.expectComplaints(/403|CORS|WebSocket|ERR_FAILED|ERR_BLOCKED|Refused|frame|net::/);
  try {
    const tab = await visitor.openPage();
    await tab.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`);
    await tab.locator("#read").waitFor({ state: "attached" });
    expect(await tab.locator("#read").textContent()).toBe("[]");
    expect(await everything()).toEqual(before);
  } finally {
    elsewhere.closeAllConnections();
    elsewhere.close();
  }
});
