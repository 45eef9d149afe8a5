import { takeOrders } from "../../../lambda/cashier/take-orders";
import type { ContactRules } from "../../../lambda/contacts/contact-rules";
import { APPLICATIONS } from "../support/contact-rules";
import { aRequest, aTill } from "../support/counter";
import { eachTestLogs } from "../support/logs";
import { ADAS_DEVICE, ADAS_PHONE } from "../support/orders";

eachTestLogs();

const latte = { drink: "latte", pickupName: "Ada" };
const strangersDevice = ADAS_DEVICE.replace("000000000000", "999999999999");
const rules = (changes: Partial<ContactRules> = {}): ContactRules => ({
  smsCountryPrefixes: ["+1", "+43"],
  pushApplicationArns: APPLICATIONS,
  ...changes,
});

const ask = async (body: unknown, contactRules: ContactRules) => {
  const { till, stored } = aTill();
  const answer = await takeOrders(aRequest({ body }), { ...till, contactRules });
  return { answer, stored };
};
const faults = (answer: unknown) => expect.objectContaining({ faults: answer });

describe("the cashier takes an order whose customer is told by", () => {
  test.each([
    ["SMS in an allowed country", { sms: ADAS_PHONE }, rules()],
    ["SMS in another allowed country", { sms: "+436501234567" }, rules()],
    ["SMS in any country", { sms: "+998901234567" }, rules({ smsCountryPrefixes: "any" })],
    ["push to a device of the shop's application", { push: ADAS_DEVICE }, rules()],
  ])("%s", async (_, notify, contactRules) => {
    const { answer, stored } = await ask({ ...latte, notify }, contactRules);
    expect(answer.status).toBe(202);
    expect(stored.map((order) => order.notify)).toEqual([notify]);
  });
});

describe("the cashier turns away, and stores nothing of, an order whose customer is to be told by", () => {
  const elsewhere = "must begin with one of +1, +43: the shop sends no SMS to other countries";
  const noSms = "cannot be used: the shop sends no SMS";
  const notOwn = "must be an endpoint of the shop's own application: register the device with the shop first";
  const noPush = "cannot be used: the shop pushes to no device";

  test.each([
    ["SMS in another country", { sms: "+998901234567" }, rules(), "notify.sms", elsewhere],
    ["SMS in a country that begins alike", { sms: "+4412345678" }, rules(), "notify.sms", elsewhere],
    ["SMS by a shop that sends none", { sms: ADAS_PHONE }, rules({ smsCountryPrefixes: [] }), "notify.sms", noSms],
    ["push to a stranger's device", { push: strangersDevice }, rules(), "notify.push", notOwn],
    ["push by a shop that does not", { push: ADAS_DEVICE }, rules({ pushApplicationArns: [] }), "notify.push", noPush],
  ])("%s, without repeating the contact", async (_, notify, contactRules, path, message) => {
    const { answer, stored } = await ask({ ...latte, notify }, contactRules);
    expect(stored).toEqual([]);
    expect(answer).toMatchObject({ status: 400, body: faults([{ path, message }]) });
    for (const contact of Object.values(notify)) expect(JSON.stringify(answer)).not.toContain(contact);
  });

  test("a contact outside the rules, one order of several: names it next to every other fault", async () => {
    const orders = [
      latte,
      { ...latte, drink: "motor oil", notify: { sms: "+998901234567" } },
      { ...latte, notify: { push: strangersDevice } },
    ];
    const { answer, stored } = await ask({ orders }, rules());
    expect(stored).toEqual([]);
    expect(answer).toMatchObject({
      status: 400,
      body: faults([
        { path: "orders[1].drink", message: expect.stringMatching(/^not on the menu/) },
        { path: "orders[1].notify.sms", message: elsewhere },
        { path: "orders[2].notify.push", message: notOwn },
      ]),
    });
  });
});
