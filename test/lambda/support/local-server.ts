import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A service on this machine that answers, or does not, as a test wants it. */
export type LocalServer = Awaited<ReturnType<typeof localServer>>;

/** Settings of an SDK client that talks to a local server and reads no profile of this machine. */
export const towards = (server: { readonly url: string }) => ({
  endpoint: server.url,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

/** Starts a local server. Replying nothing keeps the caller waiting; what `reply` cannot make sense of is refused, as by a service. */
export const localServer = async (
  reply: (body: string, response: ServerResponse, request: IncomingMessage) => void,
) => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      requests.push(body);
      try {
        reply(body, response, request);
      } catch (error) {
        if (!response.headersSent) response.writeHead(400);
        response.end(JSON.stringify({ message: String(error) }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
