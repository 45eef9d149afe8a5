/** Facts a log line may carry: ids, counts and reasons; never a message, an event or a contact. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one JSON line, which CloudWatch Logs Insights takes apart by itself. */
export const log = (message: string, fields: LogFields = {}): void => {
  console.info(JSON.stringify({ message, ...fields }));
};

/** What may be said about an error in a log: its name, not its text, which can quote the request. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
