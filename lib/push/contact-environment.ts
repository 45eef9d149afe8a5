import type { Construct } from "constructs";
import type { ContactEnvironment } from "../../lambda/contacts/contact-rules";
import type { StageSettings } from "../settings/stage-settings";
import { pushApplicationArns } from "./push-applications";

/** Whom the shop may write to, as the functions that check contacts read it. */
export const contactEnvironment = (
  scope: Construct,
  { sms, push }: Pick<StageSettings, "sms" | "push">,
): ContactEnvironment => ({
  SMS_COUNTRY_PREFIXES: sms.countryPrefixes.join(","),
  PUSH_APPLICATION_ARNS: pushApplicationArns(scope, push).join(","),
});
