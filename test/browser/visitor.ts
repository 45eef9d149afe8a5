import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { A_WHILE_MS } from "../support/until";
import { launchChromium } from "./chromium";

/** Somebody in front of a browser. */
export interface Visitor {
  /** Opens another tab, in a profile of its own unless it is given one. */
  openPage(options?: BrowserContextOptions): Promise<Page>;
  /** Says that complaints of this kind belong to the test that is running, such as those about a server that is away. */
  expectComplaints(kind: RegExp): void;
}

/**
 * A browser for the tests of a file. After each test its tabs are closed, and nothing may have gone wrong in them: no
 * uncaught error, no error on the console, no request to another machine.
 */
export const eachFileHasABrowser = (): Visitor => {
  let browser: Browser | undefined;
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    const kinds = expected.splice(0);
    expect(complaints.splice(0).filter((line) => !kinds.some((kind) => kind.test(line)))).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    expectComplaints: (kind) => void expected.push(kind),
    openPage: async (options = {}) => {
      if (browser === undefined) throw new Error("the browser is opened before the first test, not at load time");
      const page = await (await browser.newContext(options)).newPage();
      page.setDefaultTimeout(A_WHILE_MS);
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
      page.on("console", (said) => {
        if (said.type() === "error") complaints.push(`console: ${said.text()}`);
      });
      page.on("request", (request) => {
        if (!isHere(request.url())) complaints.push(`asks another machine: ${request.url()}`);
      });
      return page;
    },
  };
};

const isHere = (url: string): boolean =>
  /^(data|blob|about):/.test(url) || ["localhost", "127.0.0.1"].includes(new URL(url).hostname);
