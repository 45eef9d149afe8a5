import { Presets, SingleBar } from "cli-progress";
import type { DrillProgress } from "../operations/drill/drill";

/** The progress of a drill, drawn where somebody can see it. */
export interface DrillBar {
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
  const bar = new SingleBar(
    {
      stream: screen,
      format:
        "{bar} {value}/{total} attempted · {acknowledged} acknowledged · {ready} ready · {waiting} waiting · {phase}",
      barsize: 20,
      hideCursor: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const shown = { attempted: 0, acknowledged: 0, ready: 0, waiting: 0, phase: "" };
  bar.start(orders, 0, shown);
  return {
    update: (progress) => bar.update(progress.attempted, Object.assign(shown, progress)),
    phase: (phase) => bar.update(shown.attempted, Object.assign(shown, { phase })),
    stop: () => bar.stop(),
  };
};
