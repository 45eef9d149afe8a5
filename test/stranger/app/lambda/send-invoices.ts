import { log, parseJson, queueConsumer, refused } from "decoupled-coffee/handlers";

export const handler = queueConsumer<{ invoiceId: string; euros: number }>({
  parse: (body) => {
    const json = parseJson(body);
    const { invoiceId, euros } = Object(json.ok && json.value);
    if (typeof invoiceId === "string" && euros > 0) return { ok: true, value: { invoiceId, euros } };
    return json.ok ? refused('must be an invoice such as {"invoiceId": "2026-1", "euros": 12}') : json;
  },
  idOf: ({ invoiceId }) => `invoice#${invoiceId}`,
  work: async (invoices) => {
    for (const { invoiceId } of invoices) log("invoice sent", { invoiceId });
    return invoices;
  },
});
