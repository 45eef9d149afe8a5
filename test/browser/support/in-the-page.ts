import type { Page } from "playwright-core";
import * as v from "valibot";

/** Notes tasks of the page's scripts that kept it from answering; goes in before the page. */
const WATCH_TASKS = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ startTime, duration });
  }).observe({ entryTypes: ["longtask"] });
`;

/** A task of 50 ms or more. */
const longTask = v.object({ startTime: v.number(), duration: v.number() });

export type LongTask = v.InferOutput<typeof longTask>;

/** Watches the tasks of a page from its beginning on. */
export const watchTasks = (page: Page): Promise<unknown> => page.addInitScript(WATCH_TASKS);

/** The tasks of 50 ms or more so far, and the page's time now, in milliseconds since it was opened. */
export const longTasks = async (page: Page): Promise<{ tasks: readonly LongTask[]; now: number }> => ({
  tasks: v.parse(v.array(longTask), await page.evaluate("window.longTasks")),
  now: v.parse(v.number(), await page.evaluate("performance.now()")),
});

/** Memory that the page's scripts hold, after everything that could go has gone. */
export const heapBytes = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
};

/**
 * Waits in the page until a text is in an element, and tells the moment it came, in epoch milliseconds. Returns at once;
 * the moment is in the promise inside.
 */
export const momentOf = async (
  page: Page,
  selector: string,
  text: string,
): Promise<{ readonly seen: Promise<number> }> => {
  const key = `moment ${selector} ${text}`;
  await page.evaluate(`
    window[${JSON.stringify(key)}] = new Promise((resolve) => {
      const place = document.querySelector(${JSON.stringify(selector)});
      const check = () => {
        if (!place.textContent.includes(${JSON.stringify(text)})) return;
        watcher.disconnect();
        resolve(Date.now());
      };
      const watcher = new MutationObserver(check);
      watcher.observe(place, { subtree: true, childList: true, characterData: true });
      check();
    });
    undefined;
  `);
  const seen = page.evaluate<number>(`window[${JSON.stringify(key)}]`).then((at) => v.parse(v.number(), at));
  return { seen };
};
