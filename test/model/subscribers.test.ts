import { parseFilterPolicy } from "../../lambda/contacts/filter-policy";
import { aDraft } from "../lambda/support/issues";
import { accepted } from "../lambda/support/parsed";
import { GOOD_LUCK, luckBut } from "./luck";
import { ModelPress } from "./model-press";
import { openPress, PROTOCOLS } from "./open-press";
import { keepQuiet } from "./quiet";

beforeEach(keepQuiet);

describe("(model) each subscriber gets what they asked for", () => {
  const students = accepted(parseFilterPolicy({ audience: ["students"] }, "attributes"));
  const vouchers = accepted(parseFilterPolicy({ subject: [{ suffix: "voucher" }] }, "body"));

  test.each([
    ["an issue for everybody", {}, ["everybody"]],
    ["an issue for students", { audience: "students" }, ["everybody", "students"]],
    ["an issue for staff", { audience: "staff" }, ["everybody"]],
    ["a voucher", { subject: "Your voucher" }, ["everybody", "vouchers"]],
    ["a coupon", { newsletter: "coupons" as const }, ["other newsletter"]],
  ])("%s", async (_, changes, names) => {
    const press = new ModelPress(GOOD_LUCK);
    press.subscribe("everybody", "trivia", "sqs");
    press.subscribe("students", "trivia", "email", { filter: students });
    press.subscribe("vouchers", "trivia", "lambda", { filter: vouchers });
    press.subscribe("other newsletter", "coupons", "sms");
    void press.publish(aDraft(changes));
    await press.clock.run();
    expect(press.arrivals.map(({ subscriber }) => subscriber)).toEqual(names);
  });

  test("in the words of its protocol: an SMS fits one message, a queue gets JSON", async () => {
    const press = openPress();
    void press.publish(aDraft({ text: "Beans. ".repeat(100) }));
    await press.clock.run();
    expect(press.received("sms")[0]?.body.length).toBeLessThanOrEqual(160);
    expect(JSON.parse(press.received("sqs")[0]?.body ?? "")).toMatchObject({ newsletter: "trivia" });
  });
});

describe("(model) a subscriber that is a function", () => {
  test("and cannot read a message is tried three times, then the event is in its dead-letter queue; nobody else notices", async () => {
    const press = openPress();
    press.topics.trivia.publish({ Message: "no issue at all" }, {});
    const publishedAt = press.clock.now();
    await press.clock.run();
    const [letter, ...more] = press.readerDeadLetters.all();
    expect(letter?.body).toContain("no issue at all");
    expect(((letter?.sentAt ?? 0) - publishedAt) / 60_000).toBe(3);
    expect([more, press.received("reader")]).toEqual([[], []]);
    for (const protocol of PROTOCOLS) expect(press.received(protocol)).toHaveLength(1);
  });

  test("may get an issue twice: delivery is at least once", async () => {
    const press = openPress(luckBut((what, nth) => (what === "delivery" && nth < 30 ? false : undefined)));
    void press.publish(aDraft());
    await press.clock.run();
    expect(press.received("reader").length).toBeGreaterThan(1);
    expect(new Set(press.received("reader").map(({ body }) => body)).size).toBe(1);
  });
});
