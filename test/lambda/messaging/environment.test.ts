import type { CashierEnvironment } from "../../../lambda/cashier";
import { readEnvironment } from "../../../lambda/messaging/environment";

describe("a function that was deployed", () => {
  test("with every variable reads them, and no others", () => {
    const given = { QUEUE_URL: "a", TOPIC_ARN: "b", SECRET: "c" };
    const read = readEnvironment(given, { QUEUE_URL: "required", TOPIC_ARN: "required" });
    expect(read).toEqual({ QUEUE_URL: "a", TOPIC_ARN: "b" });
  });

  test("reads what may be left out as empty text", () => {
    const given = { QUEUE_URL: "a", SENDER: "", SECRET: "c" };
    const read = readEnvironment(given, { QUEUE_URL: "required", SENDER: "optional", PREFIXES: "optional" });
    expect(read).toEqual({ QUEUE_URL: "a", SENDER: "", PREFIXES: "" });
  });

  test("without some of its variables says which, all of them", () => {
    const variables = { QUEUE_URL: "required", TOPIC_ARN: "required", TABLE_NAME: "required" } as const;
    expect(() => readEnvironment({ QUEUE_URL: "a", TOPIC_ARN: "" }, variables)).toThrow(
      "missing environment variables: TOPIC_ARN, TABLE_NAME",
    );
  });
});

/** Held by the compiler: each line is an error there, and the compiler complains about one that is not. */
describe("the variables of the cashier", () => {
  const contacts = { SMS_COUNTRY_PREFIXES: "", PUSH_APPLICATION_ARNS: "" } as const;
  const read = { SMS_COUNTRY_PREFIXES: "optional", PUSH_APPLICATION_ARNS: "optional" } as const;

  test("cannot be renamed in the handler alone", () => {
    const renamed = { ...read, ORDERS_QUEUE_KIND: "required", ORDERS_URL: "required" } as const;
    // @ts-expect-error ORDERS_QUEUE_URL is not read
    expect(() => readEnvironment<CashierEnvironment>({}, renamed)).toThrow("ORDERS_URL");
  });

  test("cannot be renamed in the construct alone", () => {
    // @ts-expect-error ORDERS_QUEUE_URL is not given
    const renamed = { ...contacts, ORDERS_QUEUE_KIND: "standard", ORDERS_URL: "" } satisfies CashierEnvironment;
    expect(Object.keys(renamed)).toContain("ORDERS_URL");
  });
});
