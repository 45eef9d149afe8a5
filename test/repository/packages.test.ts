import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

const PROJECT = join(__dirname, "..", "..");

const versions = v.optional(v.record(v.string(), v.string()), {});
const packageJson = v.object({ dependencies: versions, devDependencies: versions });
const lock = v.object({
  packages: v.record(
    v.string(),
    v.object({ version: v.optional(v.string()), resolved: v.optional(v.string()), optionalDependencies: versions }),
  ),
});

const read = (name: string): unknown => JSON.parse(readFileSync(join(PROJECT, name), "utf8"));
const { dependencies, devDependencies } = v.parse(packageJson, read("package.json"));
const { packages } = v.parse(lock, read("package-lock.json"));

describe("the packages", () => {
  it("are pinned exactly, and locked at that version", () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect({ name, version }).toEqual({ name, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
      expect({ name, version: packages[`node_modules/${name}`]?.version }).toEqual({ name, version });
    }
  });

  it("can be installed from the lock file on every platform: no optional part of another system is missing", () => {
    for (const [path, { optionalDependencies }] of Object.entries(packages)) {
      for (const name of Object.keys(optionalDependencies)) {
        const found = [`${path}/node_modules/${name}`, `node_modules/${name}`].some((place) => place in packages);
        expect({ path, name, found }).toEqual({ path, name, found: true });
      }
    }
  });

  it("name no registry: npm takes the one it is configured for", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
