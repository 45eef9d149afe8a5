import { bodyWithoutContacts, detailedMessage } from "../../operations/seen-message";
import { ADAS_DEVICE, ADAS_PHONE, anOrder, orderId } from "../lambda/support/orders";

const raw = (body: string) => ({ messageId: "m", body, sentAt: 0, receives: 1, reason: undefined });

describe("a message in detail", () => {
  test("shows all there is to act upon", () => {
    expect(detailedMessage(raw(JSON.stringify(anOrder(1))), "orders", 5_000)).toEqual({
      messageId: "m",
      orderId: orderId(1),
      drink: "latte",
      pickupName: "Ada",
      ageSeconds: 5,
      receives: 1,
      reason: null,
      hopeless: false,
      body: JSON.stringify(anOrder(1)),
    });
  });

  test.each([
    ["where it belongs", JSON.stringify(anOrder(1, { notify: { sms: ADAS_PHONE } }))],
    ["where it does not", JSON.stringify({ drink: ADAS_PHONE, more: [{ [ADAS_DEVICE]: "ada@example.com" }] })],
    ["as a number", JSON.stringify({ phone: 15550142 })],
    ["in what is no JSON", `call ${ADAS_PHONE} or ada@example.com`],
    ["deep inside", `${'{"a":'.repeat(20)}"${ADAS_PHONE}"${"}".repeat(20)}`],
    ["deeper than a stack", `${"[".repeat(50_000)}"${ADAS_PHONE}"${"]".repeat(50_000)}`],
  ])("never shows how to reach the customer: %s", (_, body) => {
    const shown = bodyWithoutContacts(body);
    for (const contact of ["5550142", "0123abcd", "ada@"]) expect(shown).not.toContain(contact);
  });

  test("shows nothing of the field for it, whatever is in there", () => {
    expect(bodyWithoutContacts('{"drink":"tea","notify":{"pager":"room 12"}}')).toBe('{"drink":"tea","notify":"…"}');
  });

  test("is not longer than one cares to read", () => {
    expect(bodyWithoutContacts(`"${"x".repeat(100_000)}"`)).toHaveLength(2_001);
  });
});
