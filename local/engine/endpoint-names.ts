/**
 * The engine gives a device the ARN `…:app/GCM/<application>/<id>`, where AWS says `…:endpoint/GCM/<application>/<id>`. The
 * functions know AWS only, so both are translated on their way.
 */
const DEVICE = "((?:GCM|APNS|APNS_SANDBOX)/[\\w.-]{1,256}/[0-9a-f-]{36})";

/** Parameters of SNS that name a device. */
const PARAMETERS = ["EndpointArn", "TargetArn"];

/** A call as the engine understands it; undefined when nothing has to be changed. */
export const toEngine = (form: URLSearchParams): URLSearchParams | undefined => {
  const device = new RegExp(`:endpoint/${DEVICE}$`);
  const named = PARAMETERS.filter((name) => device.test(form.get(name) ?? ""));
  if (named.length === 0) return undefined;
  const translated = new URLSearchParams(form);
  for (const name of named) translated.set(name, (form.get(name) ?? "").replace(device, ":app/$1"));
  return translated;
};

/** An answer as AWS would have given it. */
export const fromEngine = (answer: string): string => answer.replace(new RegExp(`:app/${DEVICE}`, "g"), ":endpoint/$1");
