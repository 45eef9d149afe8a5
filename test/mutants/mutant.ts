/** A bug planted on purpose, and the test that has to notice it. */
export interface Mutant {
  /** What is broken, in words. */
  readonly bug: string;
  /** The file it is planted in, from the root of the project. */
  readonly file: string;
  /** The text that is replaced: it occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The file with the test that goes red, from the root of the project. */
  readonly test: string;
  /** The full name of that test, or its beginning: the names of its `describe`s and its own. */
  readonly killedBy: string;
  /** Why nothing can notice it. Only for a bug that changes nothing anybody can see. */
  readonly survives?: string;
}

/** Plants a bug in the text of its file. @throws Error when the text to replace is not there once */
export const plant = ({ bug, file, find, replace }: Mutant, text: string): string => {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`"${bug}" does not fit ${file}: the text to replace is there ${places} times`);
  // A function, since `$` means something in a replacement text.
  const planted = text.replace(find, () => replace);
  if (planted === text) throw new Error(`"${bug}" changes nothing in ${file}`);
  return planted;
};
