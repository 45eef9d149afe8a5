/** Where a verb writes and what it may know about the place it runs in. */
export interface Terminal {
  /** Writes a line of the result, to standard output. */
  print(line: string): void;
  /** Writes a line for the operator's eyes, to standard error. */
  note(line: string): void;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted when the operator wants to stop. */
  readonly signal: AbortSignal;
  /** Where a progress bar may be drawn; undefined when nobody watches. */
  readonly screen: NodeJS.WriteStream | undefined;
  /** Whether standard output may be coloured. */
  readonly coloured: boolean;
  /** Width of standard output; undefined when it is not a terminal. */
  readonly columns: number | undefined;
}

/** The terminal of this process. */
export const processTerminal = (signal: AbortSignal): Terminal => {
  const { stdout, stderr, stdin, env } = process;
  const dumb = env["TERM"] === "dumb";
  return {
    print: (line) => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    readInput: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString("utf8");
    },
    environment: env,
    signal,
    screen: stderr.isTTY && !dumb ? stderr : undefined,
    coloured: Boolean(stdout.isTTY) && !dumb && !env["NO_COLOR"],
    columns: stdout.isTTY ? stdout.columns : undefined,
  };
};
