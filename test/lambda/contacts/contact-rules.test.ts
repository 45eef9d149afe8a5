import { type ContactEnvironment, readContactRules } from "../../../lambda/contacts/contact-rules";
import { words } from "../support/words";

const read = (changes: Partial<ContactEnvironment>) =>
  readContactRules({ SMS_COUNTRY_PREFIXES: "", PUSH_APPLICATION_ARNS: "", ...changes });

const APP = "arn:aws:sns:eu-west-1:000000000000:app/GCM/decoupled-coffee";

describe("the rules a function is deployed with", () => {
  test.each([
    ["*", "any"],
    [" * ", "any"],
    ["", []],
    ["  ", []],
    ["+1", ["+1"]],
    ["+1,+43", ["+1", "+43"]],
    [" +1 , +1876 ,", ["+1", "+1876"]],
  ])("prefixes %j mean %j", (SMS_COUNTRY_PREFIXES, expected) => {
    expect(read({ SMS_COUNTRY_PREFIXES }).smsCountryPrefixes).toEqual(expected);
  });

  const NO_PREFIXES = [...words("1 + +0 +1,* *,+1 ++1 +1a AT 0043 +12345678 +1;+43 any"), "+1 +43"];
  test.each(NO_PREFIXES)("prefixes %j are an error that names them", (SMS_COUNTRY_PREFIXES) => {
    expect(() => read({ SMS_COUNTRY_PREFIXES })).toThrow(/^not a country prefix: .* \(SMS_COUNTRY_PREFIXES is \*, /);
  });

  test("applications are read one by one, none is none, and nonsense is an error", () => {
    const other = APP.replace("GCM", "APNS_SANDBOX");
    expect(read({ PUSH_APPLICATION_ARNS: `${APP}, ${other}` }).pushApplicationArns).toEqual([APP, other]);
    expect(read({}).pushApplicationArns).toEqual([]);
    expect(() => read({ PUSH_APPLICATION_ARNS: "decoupled-coffee" })).toThrow(
      "not the ARN of a platform application (GCM or APNS): decoupled-coffee",
    );
  });
});
