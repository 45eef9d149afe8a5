// Stories take as long as properties: it gives them their time.
import "../lambda/support/seed";

/** Functions log what they do; thousands of stories at a time are no place for that. Unlike a mock, this keeps nothing. */
export const keepQuiet = (): void => {
  console.info = () => {};
};
