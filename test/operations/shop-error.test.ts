import { explainError, ShopError } from "../../operations/shop-error";

const withCode = (code: string) => Object.assign(new Error(""), { code });
const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test.each([
  [new ShopError("the shop is closed"), "the shop is closed"],
  [
    withCode("ECONNREFUSED"),
    "the shop does not answer (ECONNREFUSED): is it still open? Look where npm start runs, or start it again",
  ],
  [
    new TypeError("fetch failed", { cause: withCode("ECONNRESET") }),
    "the shop does not answer (ECONNRESET): is it still open? Look where npm start runs, or start it again",
  ],
  [
    named("CredentialsProviderError", "none found"),
    "no AWS credentials: none found (log in, or name a profile with --profile)",
  ],
  [named("TimeoutError", "aborted"), "the shop does not answer in time: try again"],
  [named("AccessDenied", "not for you"), "AccessDenied: not for you"],
  [new Error("plain"), "plain"],
  [withCode("EODD"), "EODD"],
  ["a word", "something that is not an error was thrown: a word"],
])("%p is explained", (error, explanation) => {
  expect(explainError(error)).toBe(explanation);
});
