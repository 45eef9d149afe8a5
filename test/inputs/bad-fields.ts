import { ADAS_DEVICE, ADAS_PHONE } from "../lambda/support/orders";
import { NO_NUMBER, NO_TEXT } from "./spoilt";

const LONG = "a".repeat(100_000);

export const BAD_DRINKS = [...NO_TEXT, "", "Latte", " latte", "motor oil", "__proto__", LONG];
export const BAD_SIZES = [null, 2, "", "venti", "Medium", ["small"]];
export const BAD_QUANTITIES = [...NO_NUMBER, 0, -1, 11, 1.5, 1e308];
export const BAD_NAMES = [
  ...NO_TEXT,
  "",
  " ",
  "a".repeat(41),
  LONG,
  "A\nda",
  "A\u0000da",
  "A\u202eda",
  "A\ud800da",
  "A\uffffda",
];
export const BAD_VERSIONS = [null, 0, 2, "1", [1], true];
export const BAD_UUIDS = [
  ...NO_TEXT,
  "",
  "42",
  "4F9C1D2E-0000-4000-8000-000000000001",
  "{4f9c1d2e-0000-4000-8000-000000000001}",
  "4f9c1d2e-0000-4000-8000-000000000001\n",
  "../../etc/passwd",
];
export const BAD_TIMES = [
  ...NO_TEXT,
  "",
  "tomorrow",
  "1795334459000",
  "2026-11-22",
  "2026-11-22 08:00:00Z",
  "2026-11-22T08:00:00+01:00",
  "2026-02-30T08:00:00Z",
  "2026-11-22T08:00:00Z\n",
];

/** Ways to tell a customer that are none; a test looks for the number and the device in them. */
export const BAD_CONTACTS = [
  null,
  ADAS_PHONE,
  [{ sms: ADAS_PHONE }],
  {},
  { sms: ADAS_PHONE, push: ADAS_DEVICE },
  { sms: `${ADAS_PHONE} ` },
  { sms: ADAS_PHONE.replace("+", "00") },
  { sms: [ADAS_PHONE] },
  { sms: "" },
  { sms: "+" },
  { sms: `${ADAS_PHONE}\nBcc: +15550199` },
  { push: `${ADAS_DEVICE}/x` },
  { push: ADAS_DEVICE.replace("GCM", "FAX") },
  { push: { arn: ADAS_DEVICE } },
  { email: "ada.lovelace@example.com" },
];
