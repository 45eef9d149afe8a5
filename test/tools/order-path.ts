// Prints the files that a reader opens to follow one order: what its functions import, types included, and then their stack.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const PROJECT = resolve(__dirname, "..", "..");
const FUNCTIONS = ["lambda/cashier/index.ts", "lambda/barista/index.ts", "lambda/notifier/index.ts"];
const STACK = "lib/orders/orders-stack.ts";

const IMPORTED = /(?:from|import\()\s*"(\.{1,2}\/?[^"]*)"/g;

/** The files of this project that some files import, they included, in the order of first mention. */
export const importClosure = (entries: readonly string[]): readonly string[] => {
  const files = new Set(entries.map((entry) => join(PROJECT, entry)));
  for (const file of files) {
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(IMPORTED)) {
      const wanted = join(dirname(file), path);
      const found = [`${wanted}.ts`, join(wanted, "index.ts"), wanted].find((candidate) => existsSync(candidate));
      if (found === undefined) throw new Error(`${relative(PROJECT, file)} imports ${path}, which is not there`);
      files.add(found);
    }
  }
  return [...files].map((file) => relative(PROJECT, file));
};

export const linesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + readFileSync(join(PROJECT, file), "utf8").split("\n").length - 1, 0);

/** The way of one order, without and with the stack that deploys it. */
export const orderPath = () => ({
  functions: importClosure(FUNCTIONS),
  withStack: importClosure([...FUNCTIONS, STACK]),
});

if (require.main === module) {
  const { functions, withStack } = orderPath();
  for (const file of functions) console.log(`${String(linesOf([file])).padStart(5)}  ${file}`);
  console.log(`${functions.length} files, ${linesOf(functions)} lines from cashier to notifier`);
  for (const file of withStack.slice(functions.length)) console.log(`${String(linesOf([file])).padStart(5)}  ${file}`);
  console.log(`${withStack.length} files, ${linesOf(withStack)} lines with the stack`);
}
