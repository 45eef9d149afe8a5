/** Keeps what the code under test logs in each test of a file, on whatever channel, instead of printing it. */
export const eachTestLogs = () => {
  let kept: string[] = [];
  const keep = (): void => {
    kept = [];
    for (const channel of ["info", "log", "warn", "error", "debug"] as const) {
      jest.spyOn(console, channel).mockImplementation((...words) => void kept.push(words.map(String).join(" ")));
    }
  };
  beforeAll(keep);
  beforeEach(keep);
  /** The lines so far, and what they say. */
  return { lines: (): readonly string[] => kept, facts: () => kept.map((line) => JSON.parse(line)) };
};
