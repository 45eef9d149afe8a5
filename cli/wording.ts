import type { Terminal } from "./terminal";

export const command = (verb: string): string => `npm run shop -- ${verb}`;

/** `1 order`, `2 orders`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

export const announcedAgainWords = (orders: number): string =>
  `${counted(orders, "order")} announced more than once: delivery is at least once`;

/** A duration as people say it: `45 ms`, `3.2 s`, `4 min`, `2 h`, `3 d`. */
export const spell = (milliseconds: number): string => {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
};

const COLOURS = { good: 32, bad: 31, dim: 2, bold: 1 } as const;

type Colour = keyof typeof COLOURS | undefined;

export const paint = (terminal: Pick<Terminal, "coloured">, colour: Colour, text: string): string =>
  terminal.coloured && colour ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
