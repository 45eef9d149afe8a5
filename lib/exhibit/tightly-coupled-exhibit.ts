import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { addOutputs } from "../outputs";
import type { StageSettings } from "../settings/stage-settings";
import { ExhibitBarista } from "./exhibit-barista";
import { ExhibitCashier } from "./exhibit-cashier";

export interface TightlyCoupledExhibitProps extends StackProps {
  readonly settings: StageSettings;
}

/**
 * The problem that the shop solves, to be looked at: a cashier who calls the barista directly and waits. Not a part of
 * the shop, and not for taking home.
 */
export class TightlyCoupledExhibit extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: TightlyCoupledExhibitProps) {
    super(scope, id, props);
    const { cashierAccess, logRetentionDays } = settings;

    const barista = new ExhibitBarista(this, "Barista", { logRetentionDays });
    const cashier = new ExhibitCashier(this, "Cashier", { barista, access: cashierAccess, logRetentionDays });

    addOutputs(this, {
      ExhibitCashierUrl: cashier.url,
      ExhibitBaristaFunctionName: barista.lambda.functionName,
    });
  }
}
