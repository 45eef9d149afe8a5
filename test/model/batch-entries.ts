import type { Done } from "./done";
import type { Luck } from "./luck";
import { ServiceError } from "./service-error";

type Entries = readonly { readonly Id?: string | undefined }[];

/** @throws ServiceError for what no batch may be: empty, more than ten, or with an id twice */
export const checkBatch = (entries: Entries): void => {
  if (entries.length === 0) throw new ServiceError("EmptyBatchRequest");
  if (entries.length > 10) throw new ServiceError("TooManyEntriesInBatchRequest");
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw new ServiceError("BatchEntryIdsNotDistinct");
};

/** Carries out each entry, as luck has it. `carryOut` returns the effects, or false for an entry that is refused. */
export const eachEntry = <T extends Entries[number]>(
  entries: readonly T[],
  luck: Luck | undefined,
  carryOut: (entry: T) => readonly string[] | false,
): Done => {
  const reply = { Successful: [] as object[], Failed: [] as object[] };
  const effects: string[] = [];
  const unheard: string[] = [];
  for (const entry of entries) {
    const { Id } = entry;
    const fate = luck?.choose("entry", "works", "fails", "works unheard") ?? "works";
    const done = fate === "fails" ? false : carryOut(entry);
    if (done) effects.push(...done);
    if (done && fate === "works unheard") unheard.push(...done);
    if (done && fate === "works") reply.Successful.push({ Id, MessageId: `entry ${Id}` });
    else reply.Failed.push({ Id, Code: "InternalError", SenderFault: false });
  }
  return { reply, effects, unheard };
};
