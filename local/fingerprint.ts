import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import { faultLine } from "../lambda/messaging/parse";

/** The part of an asset manifest that counts; the keys are hashes of what the assets contain. */
const assetManifest = v.object({ files: v.optional(v.record(v.string(), v.unknown()), {}) });

/**
 * Says in a few characters what a cloud assembly would deploy: the same for the same templates and files, wherever and
 * whenever they were synthesized.
 *
 * @param assembly folder of the assembly
 * @param engine identifies the engine it is deployed into, whose kept state no other version may read
 */
export const fingerprint = (assembly: string, engine: string): string => {
  const hash = createHash("sha256").update(engine);
  const names = readdirSync(assembly, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith("asset."))
    .sort();
  for (const name of names) {
    if (name.endsWith(".template.json")) hash.update(`\0${name}\0`).update(readFileSync(join(assembly, name)));
    if (name.endsWith(".assets.json")) hash.update(`\0${name}\0`).update(assetHashes(join(assembly, name)).join("\0"));
  }
  return hash.digest("hex");
};

const assetHashes = (manifest: string): string[] => {
  const parsed = parseJsonWith(assetManifest, readFileSync(manifest, "utf8"));
  if (!parsed.ok) throw new Error(`${manifest} is no asset manifest: ${faultLine(parsed.faults)}`);
  return Object.keys(parsed.value.files).sort();
};
