import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import { mapOutputs } from "../operations/shop";
import { textIn } from "./kept-list";

const keptState = v.object({
  /** Of the assembly and the engine; any other one needs a fresh deploy. */
  fingerprint: v.string(),
  /** Name of the engine's state, see `StateFolder.engineState`. */
  engineState: v.string(),
  /** Queue URLs, and with them the functions' environments, name it. */
  enginePort: v.number(),
  /** What the stacks told about themselves: stack name -> output name -> value. */
  outputs: v.record(v.string(), v.record(v.string(), v.string())),
});

/** What the engine's kept state was made from. It is noted after an orderly stop only: what a crash leaves is not trusted. */
export type KeptState = v.InferOutput<typeof keptState>;

export const noteKeptState = (file: string, state: KeptState): void =>
  writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`);

/** Reads the note; undefined when there is none that can be trusted. */
export const readKeptState = (file: string): KeptState | undefined => {
  const parsed = parseJsonWith(keptState, textIn(file));
  return parsed.ok ? parsed.value : undefined;
};

/**
 * Moves kept state to another port: the engine's own files, in which every queue URL names the port, and the outputs.
 *
 * @param folder where the engine keeps its state
 */
export const moveKeptState = (folder: string, state: KeptState, enginePort: number): KeptState => {
  if (enginePort === state.enginePort) return state;
  const move = (text: string) => text.replaceAll(`//localhost:${state.enginePort}/`, `//localhost:${enginePort}/`);
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".json"))) {
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    if (move(text) !== text) writeFileSync(path, move(text));
  }
  return { ...state, enginePort, outputs: mapOutputs(state.outputs, move) };
};
