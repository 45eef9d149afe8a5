import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "../../local/fingerprint";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();

/** What a synthesis leaves behind, as far as it matters here. */
const assembly = (name: string, { queue = "Orders", code = "aaa", made = "here" } = {}): string => {
  const path = join(folder(), name);
  mkdirSync(join(path, `asset.${code}`), { recursive: true });
  const write = (file: string, content: unknown) => writeFileSync(join(path, file), JSON.stringify(content));
  write("Orders.template.json", { Resources: { [queue]: { Type: "AWS::SQS::Queue" } } });
  write("Orders.assets.json", { files: { [code]: { source: { path: `/${made}/asset.${code}` } } } });
  write("manifest.json", { made });
  write("tree.json", { made });
  write(join(`asset.${code}`, "index.template.json"), { made });
  return path;
};

describe("the fingerprint of an assembly", () => {
  test("is the same for the same templates and code, wherever it was made", () => {
    const one = fingerprint(assembly("one"), "engine");
    expect(fingerprint(assembly("two", { made: "there" }), "engine")).toBe(one);
  });

  test("is another one for another template, other code or another engine", () => {
    const one = fingerprint(assembly("one"), "engine");
    expect(fingerprint(assembly("template", { queue: "Other" }), "engine")).not.toBe(one);
    expect(fingerprint(assembly("code", { code: "bbb" }), "engine")).not.toBe(one);
    expect(fingerprint(assembly("one"), "engine 2")).not.toBe(one);
  });

  test("is another one when a stack is added", () => {
    const path = assembly("one");
    const before = fingerprint(path, "engine");
    cpSync(join(path, "Orders.template.json"), join(path, "More.template.json"));
    expect(fingerprint(path, "engine")).not.toBe(before);
  });

  test("is not made up for a manifest that cannot be read", () => {
    const path = assembly("one");
    writeFileSync(join(path, "Orders.assets.json"), "{");
    expect(() => fingerprint(path, "engine")).toThrow(/Orders\.assets\.json is no asset manifest/);
  });
});
