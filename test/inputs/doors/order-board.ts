import { boardApp } from "../../../local/board/board-app";
import { casesOf, type Door } from "../door";
import { refusalIn } from "../http";

interface BoardRequest {
  readonly path?: string;
  readonly method?: string;
  readonly host?: string;
}

/** Asks the board of a shop whose every source would answer. */
const ask = async ({
  path = "/api/queues",
  method = "GET",
  host = "localhost:3000",
}: BoardRequest): Promise<string> => {
  const open = { queues: async () => [], ready: () => [], inbox: () => [], cashierUrl: "http://localhost:1/" };
  const response = await boardApp(() => open).request(`http://localhost:3000${path}`, { method, headers: { host } });
  return refusalIn({ status: response.status, body: await response.text() });
};

const FOREIGN = [
  "example.com",
  "localhost.example.com",
  "127.0.0.1.nip.io",
  "localhost@example.com",
  "example.com:3000",
  "192.168.1.4:3000",
  "localhost:3000:80",
  "localhost/..",
  "[::2]:3000",
  "",
];
const NOWHERE = [
  "/nonsense",
  "/api",
  "/api/",
  "/api/secrets",
  "/%2e%2e/package.json",
  "/orders/7",
  "//example.com",
  "/api/queues/",
];

export const orderBoard: Door = {
  name: "the order board, over HTTP",
  cases: casesOf(
    {
      ...Object.fromEntries(FOREIGN.map((host) => [`for the host ${JSON.stringify(host)}`, { host }])),
      ...Object.fromEntries(NOWHERE.map((path) => [`at ${path}`, { path }])),
      ...Object.fromEntries(
        ["POST", "PUT", "DELETE", "PATCH"].map((method) => [`a ${method} of what is read`, { method }]),
      ),
    },
    ask,
  ),
};
