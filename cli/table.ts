import type { SeenMessage } from "../operations/seen-message";
import { spell } from "./wording";

/** A column of a table: its heading, and whether it holds numbers, which are set flush right. */
interface Column {
  readonly heading: string;
  readonly numeric?: boolean;
}

export const words = (...headings: string[]): Column[] => headings.map((heading) => ({ heading }));

export const numbers = (...headings: string[]): Column[] => headings.map((heading) => ({ heading, numeric: true }));

/** Sets rows in columns. @param columns width of the terminal, to which lines are cut; undefined for no limit */
export const table = (
  headings: readonly Column[],
  rows: readonly (readonly string[])[],
  columns?: number,
): readonly string[] => {
  const widths = headings.map(({ heading }, place) =>
    Math.max(width(heading), ...rows.map((row) => width(row[place] ?? ""))),
  );
  const line = (cells: readonly string[]): string => {
    const set = headings.map(({ numeric }, place) => {
      const cell = cells[place] ?? "";
      const space = " ".repeat(Math.max(0, (widths[place] ?? 0) - width(cell)));
      return numeric ? space + cell : cell + space;
    });
    return cut(set.join("  ").trimEnd(), columns);
  };
  return [line(headings.map(({ heading }) => heading)), ...rows.map(line)];
};

const width = (text: string): number => [...text].length;

const cut = (text: string, columns: number | undefined): string => {
  const characters = [...text];
  return columns === undefined || characters.length <= columns
    ? text
    : `${characters.slice(0, Math.max(1, columns - 1)).join("")}…`;
};

/** Text from outside on one line, without characters that could rewrite the terminal. */
export const oneLine = (text: string): string =>
  text
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "·")
    .trim();

/** Messages as an operator reads them, one a line. */
export const messageTable = (messages: readonly SeenMessage[], columns: number | undefined): readonly string[] =>
  table(
    [...words("order", "drink"), ...numbers("age", "received"), ...words("reason")],
    messages.map(({ orderId, drink, ageSeconds, receives, reason }) => [
      orderId ?? "–",
      oneLine(drink ?? "–"),
      spell(ageSeconds * 1_000),
      `${receives}`,
      oneLine(reason ?? ""),
    ]),
    columns,
  );
