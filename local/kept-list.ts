import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import type * as v from "valibot";
import { parseJsonWith } from "../lambda/messages/fields";

/**
 * A list that survives a restart: one JSON text a line, written before anybody is told that it was taken.
 *
 * Lines that are damaged or of another version are left out. The file is cut to the newest `most` entries when it is read.
 */
export class KeptList<S extends v.GenericSchema> {
  constructor(
    private readonly file: string,
    private readonly schema: S,
    private readonly most: number,
  ) {}

  read(): v.InferOutput<S>[] {
    const lines = textIn(this.file)
      .split("\n")
      .filter((line) => line !== "");
    const entries = lines.slice(-this.most).flatMap((line) => {
      const parsed = parseJsonWith(this.schema, line);
      return parsed.ok ? [parsed.value] : [];
    });
    if (entries.length < lines.length) writeFileSync(this.file, entries.map(toLine).join(""));
    return entries;
  }

  add(entries: readonly v.InferOutput<S>[]): void {
    if (entries.length > 0) appendFileSync(this.file, entries.map(toLine).join(""));
  }
}

/** The text of a file; none when it cannot be read. */
export const textIn = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const toLine = (entry: unknown): string => `${JSON.stringify(entry)}\n`;
