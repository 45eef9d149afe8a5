import { PATIENCE_MS } from "../lambda/support/seed";

jest.setTimeout(PATIENCE_MS);

/** Functions log what they do; thousands of stories at a time are no place for that. Unlike a mock, this keeps nothing. */
export const keepQuiet = (): void => {
  console.info = () => {};
};
