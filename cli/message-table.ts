import type { SeenMessage } from "../operations/seen-message";
import { oneLine, table } from "./table";
import { spell } from "./wording";

const COLUMNS = [
  { heading: "order" },
  { heading: "drink" },
  { heading: "age", numeric: true },
  { heading: "received", numeric: true },
  { heading: "reason" },
] as const;

/** Messages as an operator reads them, one a line. */
export const messageTable = (messages: readonly SeenMessage[], columns: number | undefined): readonly string[] =>
  table(
    COLUMNS,
    messages.map(({ orderId, drink, ageSeconds, receives, reason }) => [
      orderId ?? "–",
      oneLine(drink ?? "–"),
      spell(ageSeconds * 1_000),
      `${receives}`,
      oneLine(reason ?? ""),
    ]),
    columns,
  );
