import { functionUrlAtAws, functionUrlHere } from "../../local/function-url";

describe("a function URL", () => {
  test("of AWS becomes one that the engine answers", () => {
    expect(functionUrlHere("https://abc123.lambda-url.us-east-1.on.aws/", "http://localhost:4566")).toBe(
      "http://localhost:4566/_aws/lambda-url/abc123/",
    );
  });

  test.each([
    "http://localhost:4566/000000000000/Orders",
    "https://abc123.lambda-url.us-east-1.on.aws.example.com/",
    "IdempotencyStore",
  ])("is not seen in %p", (value) => {
    expect(functionUrlHere(value, "http://localhost:4566")).toBe(value);
  });

  test("has a way back", () => {
    const there = "https://abc123.lambda-url.us-east-1.on.aws/";
    expect(functionUrlAtAws(functionUrlHere(there, "http://localhost:4566"), "us-east-1")).toBe(there);
    expect(functionUrlAtAws(there, "us-east-1")).toBe(there);
  });
});
