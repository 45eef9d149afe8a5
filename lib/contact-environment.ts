import type { Construct } from "constructs";
import type { ContactEnvironment } from "../lambda/shared/contact-rules";
import { pushApplicationArns } from "./push/push-applications";
import type { StageSettings } from "./stage-settings";

/** Whom the shop may write to, as the functions that check contacts read it. */
export const contactEnvironment = (
  scope: Construct,
  { sms, push }: Pick<StageSettings, "sms" | "push">,
): ContactEnvironment => ({
  SMS_COUNTRY_PREFIXES: sms.countryPrefixes.join(","),
  PUSH_APPLICATION_ARNS: pushApplicationArns(scope, push).join(","),
});
