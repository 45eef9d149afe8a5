import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { KeptList } from "../../local/kept-list";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();
const file = () => join(folder(), "list.jsonl");
const list = (most = 10) => new KeptList(file(), v.object({ n: v.number() }), most);

describe("a kept list", () => {
  test("is empty in the beginning, and then what was added to it", () => {
    expect(list().read()).toEqual([]);
    list().add([{ n: 1 }]);
    list().add([]);
    list().add([{ n: 2 }, { n: 3 }]);
    expect(list().read()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test("survives a line that was not written to its end", () => {
    writeFileSync(file(), '{"n":1}\n{"n":"two"}\n{"n":3}\n{"n":');
    expect(list().read()).toEqual([{ n: 1 }, { n: 3 }]);
    list().add([{ n: 4 }]);
    expect(list().read()).toEqual([{ n: 1 }, { n: 3 }, { n: 4 }]);
  });

  test("keeps the newest entries, and its file does not grow for ever", () => {
    list().add([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(list(2).read()).toEqual([{ n: 2 }, { n: 3 }]);
    expect(readFileSync(file(), "utf8")).toBe('{"n":2}\n{"n":3}\n');
  });
});
