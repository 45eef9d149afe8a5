import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

const PROJECT = join(__dirname, "..", "..");

const versions = v.optional(v.record(v.string(), v.string()), {});
const packageJson = v.object({ dependencies: versions, devDependencies: versions });
const lock = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      resolved: v.optional(v.string()),
      integrity: v.optional(v.string()),
      inBundle: v.optional(v.boolean(), false),
      optionalDependencies: versions,
    }),
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

  it("are verified on every platform, but for those inside of another package, which is", () => {
    const unverified = Object.entries(packages).filter(([path, one]) => path !== "" && !one.inBundle && !one.integrity);
    expect(unverified.map(([path]) => path)).toEqual([]);
  });

  it("name no registry: npm takes the one it is configured for", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

test("the actions of a workflow are pinned by commit, with their version beside it", () => {
  const folder = join(PROJECT, ".github", "workflows");
  const used = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), "utf8").match(/uses: .*/g) ?? []);
  expect(used.length).toBeGreaterThan(0);
  for (const one of used) expect(one).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});
