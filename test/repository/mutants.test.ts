import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plant } from "../mutants/planted-bugs";
import { TEMPLATE_MUTANTS } from "../mutants/templates";

const read = (file: string): string => readFileSync(join(__dirname, "..", "..", file), "utf8");

it.each(TEMPLATE_MUTANTS)("a planted bug still fits the code: $bug", (mutant) => {
  expect(plant(mutant, read(mutant.file))).not.toBe(read(mutant.file));
  expect(read(mutant.test)).toContain(mutant.killedBy.split(" ").at(-1));
});
