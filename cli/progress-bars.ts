import { PassThrough } from "node:stream";
import { Presets, SingleBar } from "cli-progress";
import type { DrillProgress } from "../operations/drill/drill";
import type { RedriveResult } from "../operations/redrive-task";
import type { RushProgress } from "../operations/rush";

/** Undefined when nobody watches: a bar draws nothing on what is no terminal. */
type Screen = NodeJS.WriteStream | undefined;

const newBar = (screen: Screen, format: string, barsize = 30): SingleBar => {
  const stream = screen ?? new PassThrough();
  return new SingleBar({ stream, format, barsize, hideCursor: true, gracefulExit: false }, Presets.shades_classic);
};

/** The progress of a drill. A phase is named beside the bar or, where nobody watches, by `note`. */
export const drillBar = (screen: Screen, orders: number, note: (line: string) => void) => {
  const format =
    "{bar} {value}/{total} attempted · {acknowledged} acknowledged · {ready} ready · {waiting} waiting · {phase}";
  const bar = newBar(screen, format, 20);
  const shown = { attempted: 0, acknowledged: 0, ready: 0, waiting: 0, phase: "" };
  const update = (news: DrillProgress | { readonly phase: string }): void => {
    Object.assign(shown, news);
    bar.update(shown.attempted, shown);
  };
  bar.start(orders, 0, shown);
  return {
    update,
    phase: screen === undefined ? note : (phase: string): void => update({ phase }),
    stop: (): void => bar.stop(),
  };
};

/** The progress of a redrive. @param messages how many there are about; on AWS that is an estimate */
export const redriveBar = (screen: Screen, messages: number) => {
  const bar = newBar(screen, "{bar} {value}/{total} found · {moved} moved · {dropped} dropped · {failed} failed");
  bar.start(messages, 0, { moved: 0, dropped: 0, failed: 0 });
  return {
    update: (soFar: RedriveResult): void => {
      bar.setTotal(Math.max(messages, soFar.found));
      bar.update(soFar.moved + soFar.dropped + soFar.kept + soFar.failed, { ...soFar });
    },
    stop: (): void => bar.stop(),
  };
};

/** The progress of a rush. `note` lets a line be written without tearing the bar apart. */
export const rushBar = (screen: Screen, orders: number, waits: boolean) => {
  const reached = waits ? "ready" : "accepted";
  const bar = newBar(screen, `{bar} {value}/{total} ${reached} · {accepted} accepted · {deadLettered} dead-lettered`);
  const value = ({ accepted, ready, deadLettered }: RushProgress) => (waits ? ready + deadLettered : accepted);
  let last: RushProgress = { accepted: 0, refused: 0, ready: 0, deadLettered: 0 };
  const start = () => bar.start(orders, value(last), { ...last });
  start();
  return {
    update: (progress: RushProgress): void => {
      last = { ...progress };
      bar.update(value(last), { ...last });
    },
    note: (write: (line: string) => void) => (line: string) => {
      bar.stop();
      write(line);
      start();
    },
    stop: (): void => bar.stop(),
  };
};
