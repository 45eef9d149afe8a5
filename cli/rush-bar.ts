import { Presets, SingleBar } from "cli-progress";
import type { RushProgress } from "../operations/rush";

/** The progress of a rush, drawn where somebody can see it. */
export interface RushBar {
  update(progress: RushProgress): void;
  /** Lets a line be written without tearing the bar apart. */
  note(write: (line: string) => void): (line: string) => void;
  stop(): void;
}

const INVISIBLE: RushBar = { update: () => {}, note: (write) => write, stop: () => {} };

/** @param screen undefined when nobody watches */
export const rushBar = (screen: NodeJS.WriteStream | undefined, orders: number, waits: boolean): RushBar => {
  if (screen === undefined) return INVISIBLE;
  const bar = new SingleBar(
    {
      stream: screen,
      format: `{bar} {value}/{total} ${waits ? "ready" : "accepted"} · {accepted} accepted · {deadLettered} dead-lettered`,
      barsize: 30,
      hideCursor: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const start = (progress: RushProgress) => bar.start(orders, reached(progress), { ...progress });
  const reached = ({ accepted, ready, deadLettered }: RushProgress) => (waits ? ready + deadLettered : accepted);
  let last: RushProgress = { accepted: 0, refused: 0, ready: 0, deadLettered: 0 };
  start(last);
  return {
    update: (progress) => {
      last = { ...progress };
      bar.update(reached(last), { ...last });
    },
    note: (write) => (line) => {
      bar.stop();
      write(line);
      start(last);
    },
    stop: () => bar.stop(),
  };
};
