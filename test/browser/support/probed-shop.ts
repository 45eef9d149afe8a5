import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { type OpenShop, openShop } from "../../journeys/open-shop";
import { A_WHILE_MS, until } from "../../support/until";

const PROBE = join(__dirname, "heap-probe.cjs");

const memory = v.object({ inUse: v.number(), resident: v.number() });

/** Memory of the process that keeps a shop open, in bytes: what it uses, and what the system has given it. */
export type ServerMemory = v.InferOutput<typeof memory>;

/** A shop that tells how much memory it uses. */
export interface ProbedShop extends OpenShop {
  memory(): Promise<ServerMemory>;
}

/** Opens a shop of its own in a folder. */
export const openProbedShop = async (folder: string): Promise<ProbedShop> => {
  const file = join(folder, "memory.json");
  const before = { ...process.env };
  let shop: OpenShop;
  try {
    Object.assign(process.env, { NODE_OPTIONS: `--require ${JSON.stringify(PROBE)}`, HEAP_PROBE_FILE: file });
    shop = await openShop(folder);
  } finally {
    process.env = before;
  }
  return {
    ...shop,
    memory: () => {
      rmSync(file, { force: true });
      shop.process.kill("SIGUSR2");
      return until("the shop has told its memory", A_WHILE_MS, () => {
        try {
          return v.parse(memory, JSON.parse(readFileSync(file, "utf8")));
        } catch {
          return undefined;
        }
      });
    },
  };
};
