import { useRef, useState } from "/vendor/preact.js";

/** An event source at AWS may take three minutes to change. */
const PATIENCE_MS = 200_000;

/** Asks the board. Never throws. @returns {Promise<Outcome>} */
export const ask = async (path, options = {}) => {
  const began = performance.now();
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS), ...options });
    const result = await response.json().catch(() => ({}));
    if (response.ok) return { ok: true, result, ms: performance.now() - began };
    return { ok: false, error: result.error ?? `the shop answered ${response.status}`, faults: result.faults ?? [] };
  } catch {
    return { ok: false, error: "the shop does not answer; nothing may have happened", faults: [] };
  }
};

export const act = (name, body = {}) =>
  ask(`/api/actions/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** The words for what failed: its faults say more than the error. */
export const failureText = ({ error, faults }) =>
  faults.map(({ path, message }) => `${path} ${message}`.trim()).join("; ") || error;

/** Something a person can have done. `words` tell what was really done, unless it shows elsewhere. @returns {Action} */
export const useAction = (run, words = (_result, _ms) => "") => {
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState(undefined);
  const running = useRef(false);
  const clear = () => setLast(undefined);
  const start = async () => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    clear();
    const outcome = await run();
    const text = outcome.ok ? words(outcome.result, outcome.ms) : failureText(outcome);
    running.current = false;
    setBusy(false);
    setLast({ faults: [], ...outcome, text, at: Date.now() });
    return outcome.ok;
  };
  return { busy, last, start, clear };
};
