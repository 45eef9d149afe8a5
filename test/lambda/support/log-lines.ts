/** Keeps what the code under test logs, on whatever channel, instead of printing it. Returns the lines so far. */
export const keepLogLines = (): (() => readonly string[]) => {
  const lines: string[] = [];
  for (const channel of ["info", "log", "warn", "error", "debug"] as const) {
    jest.spyOn(console, channel).mockImplementation((...words: unknown[]) => {
      lines.push(words.map(String).join(" "));
    });
  }
  return () => lines;
};
