import { Presets, SingleBar } from "cli-progress";
import type { RedriveResult } from "../operations/redrive-task";

/** The progress of a redrive, drawn where somebody can see it. */
export interface RedriveBar {
  update(soFar: RedriveResult): void;
  stop(): void;
}

/**
 * @param screen undefined when nobody watches
 * @param messages how many there are about; on AWS that is an estimate
 */
export const redriveBar = (screen: NodeJS.WriteStream | undefined, messages: number): RedriveBar => {
  if (screen === undefined) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      stream: screen,
      format: "{bar} {value}/{total} found · {moved} moved · {dropped} dropped · {failed} failed",
      barsize: 30,
      hideCursor: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(messages, 0, { moved: 0, dropped: 0, failed: 0 });
  return {
    update: (soFar) => {
      bar.setTotal(Math.max(messages, soFar.found));
      bar.update(soFar.moved + soFar.dropped + soFar.kept + soFar.failed, { ...soFar });
    },
    stop: () => bar.stop(),
  };
};
