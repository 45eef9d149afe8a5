import type { FakeShop } from "./fake-shop";

const PAGE = 100;

/** What Amazon SNS says about an account's SMS, as the content of its XML. */
export const smsAccount = ({ sandbox, limit, optedOut }: FakeShop["sms"], form: URLSearchParams) => {
  const from = Number(form.get("nextToken") ?? 0);
  const numbers = Array.from({ length: Math.min(PAGE, optedOut - from) }, () => "<member>+15550100</member>");
  const more = from + PAGE < optedOut ? `<nextToken>${from + PAGE}</nextToken>` : "";
  const entry = limit === "" ? "" : `<entry><key>MonthlySpendLimit</key><value>${limit}</value></entry>`;
  return {
    GetSMSSandboxAccountStatus: `<IsInSandbox>${sandbox}</IsInSandbox>`,
    GetSMSAttributes: `<attributes>${entry}</attributes>`,
    ListPhoneNumbersOptedOut: `<phoneNumbers>${numbers.join("")}</phoneNumbers>${more}`,
  };
};
