import { parseArgs } from "node:util";
import { isLoopback } from "../operations/shop-file";

export interface Options {
  readonly kind: "open";
  /** Port of the order board; undefined takes the first free one. 0 takes any. */
  readonly port: number | undefined;
  /** Port of the engine, likewise. */
  readonly enginePort: number | undefined;
  /** An engine that is already running; undefined starts one. */
  readonly endpoint: string | undefined;
  readonly folder: string;
  /** Forget what earlier shops left in the folder. */
  readonly fresh: boolean;
}

/** What the command line says: open a shop, explain yourself, or something nobody understands. */
type ParsedOptions = Options | { readonly kind: "help" } | { readonly kind: "wrong"; readonly message: string };

export const USAGE = `Opens the coffee shop on this machine: npm start -- [options]

  --port N          port of the order board (default: 3000, or the next free one; 0: any)
  --engine-port N   port of the AWS endpoint (default: 4566, or the next free one; 0: any)
  --endpoint URL    use an engine that is already running on this machine, such as http://localhost:4566
  --folder DIR      where state and logs are kept (default: $SHOP_FOLDER, or .shop)
  --fresh           throw away the orders, messages and inboxes of earlier days
  --help            show this

Ctrl-C closes the shop. Orders and messages that are waiting are kept for the next time.`;

const HIGHEST_PORT = 65_535;

export const readOptions = (args: readonly string[], environment: NodeJS.ProcessEnv): ParsedOptions => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        "engine-port": { type: "string" },
        endpoint: { type: "string" },
        folder: { type: "string" },
        fresh: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    if (values.endpoint !== undefined && values["engine-port"] !== undefined) {
      throw new Error("--engine-port is for an engine that is started, --endpoint for one that runs: give one of them");
    }
    if (values.folder === "") throw new Error("--folder must name a folder");
    return {
      kind: "open",
      port: readPort("--port", values.port),
      enginePort: readPort("--engine-port", values["engine-port"]),
      endpoint: values.endpoint === undefined ? undefined : readEndpoint(values.endpoint),
      folder: values.folder ?? (environment["SHOP_FOLDER"] || ".shop"),
      fresh: values.fresh,
    };
  } catch (error) {
    return { kind: "wrong", message: error instanceof Error ? error.message : String(error) };
  }
};

/** Reads a port; undefined stays undefined. @throws Error that names the option */
export const readPort = (option: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > HIGHEST_PORT) {
    throw new Error(`${option} must be a port from 0 to ${HIGHEST_PORT}, not ${text || "nothing"}`);
  }
  return port;
};

const readEndpoint = (text: string): string => {
  if (!isLoopback(text) || new URL(text).pathname !== "/" || /[?#]/.test(text)) {
    throw new Error(
      `--endpoint must be an address on this machine such as http://localhost:4566, not ${text || "nothing"}`,
    );
  }
  return new URL(text).origin;
};
