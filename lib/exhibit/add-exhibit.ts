import type { App } from "aws-cdk-lib";
import { shown } from "../../lambda/messaging/parse";
import { LOCAL_STAGE, type StageSettings } from "../settings/stage-settings";
import { TightlyCoupledExhibit } from "./tightly-coupled-exhibit";

/** Adds the exhibit to an app. It depends on no stack of the shop. */
export const addExhibit = (app: App, settings: StageSettings): TightlyCoupledExhibit =>
  new TightlyCoupledExhibit(app, "TightlyCoupledExhibit", {
    settings,
    description: "Decoupled Coffee: the problem to look at, a cashier who calls the barista directly and waits",
  });

/**
 * Whether the exhibit is wanted: always on a laptop, in AWS only when `-c exhibit=true` asks for it.
 *
 * @param asked value of the context `exhibit`
 * @throws Error for anything but true and false
 */
export const isExhibitWanted = (asked: unknown, { stage }: Pick<StageSettings, "stage">): boolean => {
  if (asked === undefined) return stage === LOCAL_STAGE;
  if (asked === true || asked === "true") return true;
  if (asked === false || asked === "false") return false;
  throw new Error(`-c exhibit=${shown(asked)} is not possible (-c exhibit=… takes true or false)`);
};
