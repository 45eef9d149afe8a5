import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { ShopError } from "../operations/shop-error";

/** How far a taken port moves on before giving up. */
const PORTS_TRIED = 100;

/** Nobody needs longer to answer on the same machine. */
const KNOCK_TIMEOUT_MS = 1_000;

/**
 * Finds the port for something.
 *
 * `asked` is what a person typed: it is that port or an error (0: any free port). Without one it is `usual` or the
 * first free port above it.
 *
 * @throws ShopError when the port that was asked for is taken
 */
export const findPort = async (
  option: string,
  asked: number | undefined,
  usual: number,
  isFree: (port: number) => Promise<boolean> = portIsFree,
): Promise<number> => {
  if (asked === 0) return anyPort();
  if (asked !== undefined) {
    if (await isFree(asked)) return asked;
    throw new ShopError(`port ${asked} is taken: stop what uses it, or give ${option} another one`);
  }
  for (let port = usual; port < usual + PORTS_TRIED; port += 1) if (await isFree(port)) return port;
  throw new ShopError(`no port from ${usual} to ${usual + PORTS_TRIED - 1} is free: give one with ${option}`);
};

/**
 * Whether a port can be served on this machine.
 *
 * Also the IPv6 loopback address must be free: `localhost` may mean either, and some systems let two programs share a
 * port when one of them names an address and the other does not.
 */
export const portIsFree = async (port: number): Promise<boolean> =>
  !(await answers("127.0.0.1", port)) && !(await answers("::1", port)) && (await canListen(port));

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: KNOCK_TIMEOUT_MS });
    for (const event of ["connect", "timeout", "error"]) {
      socket.once(event, () => {
        socket.destroy();
        resolve(event !== "error");
      });
    }
  });

const canListen = async (port: number): Promise<boolean> => {
  try {
    await close(await listen(port));
    return true;
  } catch {
    return false;
  }
};

const anyPort = async (): Promise<number> => {
  const server = await listen(0);
  const { port } = server.address() as AddressInfo;
  await close(server);
  return port;
};

const listen = async (port: number): Promise<Server> => {
  const server = createServer().listen({ host: "127.0.0.1", port, exclusive: true });
  await once(server, "listening");
  return server;
};

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
