import { Presets, SingleBar } from "cli-progress";
import type { DrillProgress } from "../operations/drill/drill";
import type { RedriveResult } from "../operations/redrive-task";
import type { RushProgress } from "../operations/rush";

const newBar = (stream: NodeJS.WriteStream, format: string, barsize = 30): SingleBar =>
  new SingleBar({ stream, format, barsize, hideCursor: true, gracefulExit: false }, Presets.shades_classic);

/** The progress of a drill, drawn where somebody can see it. */
interface DrillBar {
  update(progress: DrillProgress): void;
  /** Says above the bar, or where there is none in a line, that something begins. */
  phase(name: string): void;
  stop(): void;
}

/**
 * @param screen undefined when nobody watches
 * @param note writes a line for the operator
 */
export const drillBar = (
  screen: NodeJS.WriteStream | undefined,
  orders: number,
  note: (line: string) => void,
): DrillBar => {
  if (screen === undefined) return { update: () => {}, phase: note, stop: () => {} };
  const bar = newBar(
    screen,
    "{bar} {value}/{total} attempted · {acknowledged} acknowledged · {ready} ready · {waiting} waiting · {phase}",
    20,
  );
  const shown = { attempted: 0, acknowledged: 0, ready: 0, waiting: 0, phase: "" };
  bar.start(orders, 0, shown);
  return {
    update: (progress) => bar.update(progress.attempted, Object.assign(shown, progress)),
    phase: (phase) => bar.update(shown.attempted, Object.assign(shown, { phase })),
    stop: () => bar.stop(),
  };
};

/** The progress of a redrive, drawn where somebody can see it. */
interface RedriveBar {
  update(soFar: RedriveResult): void;
  stop(): void;
}

/**
 * @param screen undefined when nobody watches
 * @param messages how many there are about; on AWS that is an estimate
 */
export const redriveBar = (screen: NodeJS.WriteStream | undefined, messages: number): RedriveBar => {
  if (screen === undefined) return { update: () => {}, stop: () => {} };
  const bar = newBar(screen, "{bar} {value}/{total} found · {moved} moved · {dropped} dropped · {failed} failed");
  bar.start(messages, 0, { moved: 0, dropped: 0, failed: 0 });
  return {
    update: (soFar) => {
      bar.setTotal(Math.max(messages, soFar.found));
      bar.update(soFar.moved + soFar.dropped + soFar.kept + soFar.failed, { ...soFar });
    },
    stop: () => bar.stop(),
  };
};

/** The progress of a rush, drawn where somebody can see it. */
interface RushBar {
  update(progress: RushProgress): void;
  /** Lets a line be written without tearing the bar apart. */
  note(write: (line: string) => void): (line: string) => void;
  stop(): void;
}

const INVISIBLE: RushBar = { update: () => {}, note: (write) => write, stop: () => {} };

/** @param screen undefined when nobody watches */
export const rushBar = (screen: NodeJS.WriteStream | undefined, orders: number, waits: boolean): RushBar => {
  if (screen === undefined) return INVISIBLE;
  const bar = newBar(
    screen,
    `{bar} {value}/{total} ${waits ? "ready" : "accepted"} · {accepted} accepted · {deadLettered} dead-lettered`,
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
