import { type App, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { shown } from "../../lambda/messaging/parse";
import { addOutputs } from "../outputs";
import { keepStage } from "../recorded-value";
import type { Settings } from "../settings/settings-schema";
import { LOCAL_STAGE, ofStage } from "../settings/stage";
import { ExhibitBarista, ExhibitCashier } from "./exhibit-functions";

export interface TightlyCoupledExhibitProps extends StackProps {
  readonly settings: Settings;
}

/**
 * The problem that the shop solves, to be looked at: a cashier who calls the barista directly and waits. Not a part of
 * the shop, and not for taking home.
 */
export class TightlyCoupledExhibit extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: TightlyCoupledExhibitProps) {
    super(scope, id, props);
    const { cashierAccess, logRetentionDays } = settings;
    keepStage(this, settings);

    const barista = new ExhibitBarista(this, "Barista", { logRetentionDays });
    const cashier = new ExhibitCashier(this, "Cashier", { barista, access: cashierAccess, logRetentionDays });

    addOutputs<"TightlyCoupledExhibit">(this, {
      ExhibitCashierUrl: cashier.url,
      ExhibitBaristaFunctionName: barista.lambda.functionName,
    });
  }
}

/** Adds the exhibit to an app. It depends on no stack of the shop. */
export const addExhibit = (app: App, settings: Settings): TightlyCoupledExhibit =>
  new TightlyCoupledExhibit(app, "TightlyCoupledExhibit", {
    settings,
    stackName: ofStage("TightlyCoupledExhibit", settings.stage),
    description: "Decoupled Coffee: the problem to look at, a cashier who calls the barista directly and waits",
  });

/**
 * Whether the exhibit is wanted: always on a laptop, in AWS only when `-c exhibit=true` asks for it.
 *
 * @param asked value of the context `exhibit`
 * @throws Error for anything but true and false
 */
export const isExhibitWanted = (asked: unknown, { stage }: Pick<Settings, "stage">): boolean => {
  if (asked === undefined) return stage === LOCAL_STAGE;
  if (asked === true || asked === "true") return true;
  if (asked === false || asked === "false") return false;
  throw new Error(`-c exhibit=${shown(asked)} is not possible (-c exhibit=… takes true or false)`);
};
