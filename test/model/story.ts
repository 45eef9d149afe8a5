import { PATIENCE_MS } from "../lambda/support/seed";

/** The phone number that goes with the n-th order of a story. */
export const phoneOf = (number: number): string => `+1555${String(number).padStart(6, "0")}`;

/** The n-th poisonous message of a story. */
export const poisonOf = (number: number): string => `poison ${number}`;

jest.setTimeout(PATIENCE_MS);

/** Functions log what they do; thousands of stories at a time are no place for that. Unlike a mock, this keeps nothing. */
beforeEach(() => {
  console.info = () => {};
});
