/** Something an operator can understand and act upon; its message is shown as it is, without a stack. */
export class ShopError extends Error {
  override readonly name: string = "ShopError";
}

/** The code of an error of Node.js or of the network, such as `ENOENT`. */
export const errorCode = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;

const NO_ANSWER = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** One sentence about what went wrong with a shop there, and what to do where that is known. */
export const explainError = (error: unknown, target: "local" | "aws" = "local"): string => {
  if (error instanceof ShopError) return error.message;
  if (!(error instanceof Error)) return `something that is not an error was thrown: ${String(error)}`;
  const code = errorCode(error) ?? errorCode(error.cause);
  if (code !== undefined && NO_ANSWER.has(code)) {
    if (target === "aws")
      return `AWS does not answer (${code}): look at the network, the region and any proxy, and try again`;
    return `the shop does not answer (${code}): is it still open? Look where npm start runs, or start it again`;
  }
  if (error.name === "CredentialsProviderError" || error.name === "TokenProviderError") {
    return `no AWS credentials: ${error.message} (log in, or name a profile with --profile)`;
  }
  if (error.name === "TimeoutError")
    return `${target === "aws" ? "AWS" : "the shop"} does not answer in time: try again`;
  const message = error.message || code || "no further details";
  return error.name === "Error" ? message : `${error.name}: ${message}`;
};
