import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";

/** Where a verb writes and what it may know about the place it runs in. */
export interface Terminal {
  /** Writes a line of the result, to standard output. */
  print(line: string): void;
  /** Writes a line for the operator's eyes, to standard error. */
  note(line: string): void;
  readInput(): Promise<string>;
  /** Asks for more time between Ctrl-C and the end of the program, to put something right before it goes. */
  needTime(milliseconds: number): void;
  /** Asks the operator for a line; undefined when nobody sits at a keyboard. Rejects when the operator wants to stop. */
  readonly askLine?: (question: string) => Promise<string>;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Where a progress bar may be drawn; undefined when nobody watches. */
  readonly screen: NodeJS.WriteStream | undefined;
  /** Whether standard output may be coloured. */
  readonly coloured: boolean;
  /** Width of standard output; undefined when it is not a terminal. */
  readonly columns: number | undefined;
}

export const processTerminal = (signal: AbortSignal, needTime: Terminal["needTime"]): Terminal => {
  const { stdout, stderr, stdin, env } = process;
  const dumb = env["TERM"] === "dumb";
  return {
    print: (line) => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    readInput: () => text(stdin),
    ...(stdin.isTTY && stderr.isTTY && { askLine: (question: string) => askLine(question, signal) }),
    needTime,
    environment: env,
    signal,
    screen: stderr.isTTY && !dumb ? stderr : undefined,
    coloured: Boolean(stdout.isTTY) && !dumb && !env["NO_COLOR"],
    columns: stdout.isTTY ? stdout.columns : undefined,
  };
};

/** Whether the operator types a word to have something done. @param say writes down when not: a note by default */
export const isTyped = async (
  { askLine, note }: Pick<Terminal, "askLine" | "note">,
  word: string,
  what: string,
  { say = note, where = "" }: { readonly say?: (line: string) => void; readonly where?: string } = {},
): Promise<boolean> => {
  if (askLine === undefined) {
    say(`nothing was done: --yes would ${what}${where}`);
    return false;
  }
  const typed = (await askLine(`type ${word} to ${what}: `)).trim() === word;
  if (!typed) say("nothing was done");
  return typed;
};

/** Without `terminal`, Ctrl-C stays a signal to this process, which knows how to stop. End of input is no answer. */
const askLine = async (question: string, signal: AbortSignal): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return await Promise.race([lines.question(question, { signal }), closed]);
  } finally {
    lines.close();
  }
};
