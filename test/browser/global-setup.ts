import openJourneyShop from "../journeys/global-setup";
import { findChromium } from "./chromium";

/** Finds a browser, and opens one shop for all tests of a run. A machine without a browser fails; nothing is skipped. */
export default async function globalSetup(): Promise<void> {
  process.env["CHROMIUM"] = await findChromium(process.env);
  await openJourneyShop();
}
