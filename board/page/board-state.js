/** How far back the chart looks. */
export const DEPTH_WINDOW_MS = 300_000;

/** The state after a change of the stream: new values by their key, and depths to add, as far back as the chart looks. */
export const withChange = (
  /** @type {BoardState} */ state,
  { depthAdded = /** @type {BoardState["depth"]} */ ([]), ...changed },
) => {
  const next = { ...state, ...changed };
  if (depthAdded.length === 0) return next;
  const from = (depthAdded.at(-1)?.[0] ?? 0) - DEPTH_WINDOW_MS;
  const last = next.depth.at(-1)?.[0] ?? 0;
  const kept = next.depth.filter(([at]) => at >= from);
  return { ...next, depth: [...kept, ...depthAdded.filter(([at]) => at > last)] };
};
