import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves a port of one loopback address while `work` is done with its number. */
export const withTakenPort = async (work: (port: number) => Promise<void>, host = "127.0.0.1"): Promise<void> => {
  const server = createServer((_, response) => response.end("somebody else"));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
};
