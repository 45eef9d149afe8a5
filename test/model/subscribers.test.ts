import { parseFilterPolicy } from "../../lambda/contacts/filter-policy";
import { aDraft } from "../lambda/support/issues";
import { accepted } from "../lambda/support/parsed";
import { GOOD_LUCK, luckBut } from "./luck";
import { ModelEditor, openEditor, PROTOCOLS } from "./model-editor";
import "./story";

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
    const editor = new ModelEditor(GOOD_LUCK);
    editor.subscribe("everybody", "trivia", "sqs");
    editor.subscribe("students", "trivia", "email", { filter: students });
    editor.subscribe("vouchers", "trivia", "lambda", { filter: vouchers });
    editor.subscribe("other newsletter", "coupons", "sms");
    void editor.publish(aDraft(changes));
    await editor.clock.run();
    expect(editor.arrivals.map(({ subscriber }) => subscriber)).toEqual(names);
  });

  test("in the words of its protocol: an SMS fits one message, a queue gets JSON", async () => {
    const editor = openEditor();
    void editor.publish(aDraft({ text: "Beans. ".repeat(100) }));
    await editor.clock.run();
    expect(editor.received("sms")[0]?.body.length).toBeLessThanOrEqual(160);
    expect(JSON.parse(editor.received("sqs")[0]?.body ?? "")).toMatchObject({ newsletter: "trivia" });
  });
});

describe("(model) a subscriber that is a function", () => {
  test("and cannot read a message is tried three times, then the event is in its dead-letter queue; nobody else notices", async () => {
    const editor = openEditor();
    editor.topics.trivia.publish({ Message: "no issue at all" }, {});
    const publishedAt = editor.clock.now();
    await editor.clock.run();
    const [letter, ...more] = editor.readerDeadLetters.all();
    expect(letter?.body).toContain("no issue at all");
    expect(((letter?.sentAt ?? 0) - publishedAt) / 60_000).toBe(3);
    expect([more, editor.received("reader")]).toEqual([[], []]);
    for (const protocol of PROTOCOLS) expect(editor.received(protocol)).toHaveLength(1);
  });

  test("may get an issue twice: delivery is at least once", async () => {
    const editor = openEditor(luckBut((what, nth) => (what === "delivery" && nth < 30 ? false : undefined)));
    void editor.publish(aDraft());
    await editor.clock.run();
    expect(editor.received("reader").length).toBeGreaterThan(1);
    expect(new Set(editor.received("reader").map(({ body }) => body)).size).toBe(1);
  });
});
