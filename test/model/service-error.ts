/** What a client of AWS throws when a request did not succeed, or when nobody knows whether it did. */
export class ServiceError extends Error {
  constructor(override readonly name: string) {
    super(`${name}: by the model of AWS`);
  }
}
