/** The longest of these stories takes seconds of processor time, which a busy machine may not give for minutes. */
jest.setTimeout(240_000);

/** Functions log what they do; thousands of stories at a time are no place for that. Unlike a mock, this keeps nothing. */
export const keepQuiet = (): void => {
  console.info = () => {};
};
