import { hurried } from "./hurried";

const asked = (seconds: number) => ({
  QueueUrl: "http://localhost/orders",
  Entries: [{ Id: "0", ReceiptHandle: "r", VisibilityTimeout: seconds }],
});

test.each([
  [900, 15],
  [15, 15],
  [0, 0],
])("a pause of %d seconds becomes one of %d, and nothing else is changed", (seconds, longest) => {
  expect(JSON.parse(hurried(Buffer.from(JSON.stringify(asked(seconds)))).toString())).toEqual(asked(longest));
});

test("what it does not understand is left as it is", () => {
  for (const text of ["", "{", '{"Entries":1}']) expect(hurried(Buffer.from(text)).toString()).toBe(text);
});
