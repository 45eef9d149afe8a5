import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";
import { mapOutputs } from "../operations/shop";
import { textIn } from "./kept-list";
import type { StateFolder } from "./state-folder";

const keptState = v.object({
  /** Of the assembly and the engine; when it is another one, the stacks are brought up to date. */
  fingerprint: v.string(),
  /** Identifies the engine: no other one may read its state. Earlier versions did not write it, and all had the same. */
  engine: v.optional(v.string()),
  /** Name of the engine's state, see `StateFolder.engineState`. */
  engineState: v.string(),
  /** Queue URLs, and with them the outputs, name it. */
  enginePort: v.number(),
  /** What the stacks told about themselves: stack name -> output name -> value. */
  outputs: v.record(v.string(), v.record(v.string(), v.string())),
});

/** What the engine's kept state was deployed from. It is noted after the engine has written its state down, never before. */
export type KeptState = v.InferOutput<typeof keptState>;

export const noteKeptState = (file: string, state: KeptState): void => {
  writeFileSync(`${file}.draft`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.draft`, file);
};

/** Reads the note; undefined when there is none that can be trusted. */
export const readKeptState = (file: string): KeptState | undefined => {
  const parsed = parseJsonWith(keptState, textIn(file));
  return parsed.ok ? parsed.value : undefined;
};

/**
 * What earlier shops left in a folder; undefined when that is nothing. State that nobody noted is used as well: what it was
 * deployed from is not known then, so its stacks are brought up to date.
 */
export const keptIn = (folder: StateFolder): KeptState | undefined => {
  const states = folder.engineStates();
  const engineState = states.at(-1);
  if (engineState === undefined) return undefined;
  const noted = readKeptState(folder.keptState);
  return noted && states.includes(noted.engineState)
    ? noted
    : { fingerprint: "", engineState, enginePort: 0, outputs: {} };
};

/** The same with another port: every queue URL names it. */
export const moveKeptState = (state: KeptState, enginePort: number): KeptState => {
  const move = (text: string) => text.replaceAll(`//localhost:${state.enginePort}/`, `//localhost:${enginePort}/`);
  return { ...state, enginePort, outputs: mapOutputs(state.outputs, move) };
};

/** How many messages and finished orders are in what was moved away, also when it is damaged. */
export const countKept = (folder: StateFolder, { engineState }: KeptState): string => {
  const state = folder.engineState(engineState);
  const messages = ["state.jsonl", "sqs.json"].map(
    (name) => textIn(join(state, name)).split('"receipt_handle"').length - 1,
  );
  const ready = textIn(folder.readyOrders).split("\n").length - 1;
  return `${Math.max(...messages)} messages in its queues, ${ready} orders that were ready`;
};
