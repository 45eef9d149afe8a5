import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { takeStateFolder } from "../../local/state-folder";
import { ShopError } from "../../operations/shop-error";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();

/** Names that a shop uses itself, in this version or an earlier one, among others. */
const name = fc.oneof(
  fc.constantFrom(
    ...[
      "logs",
      "scratch",
      "scratch-a1b2c3",
      "cdk.out",
      "engine-state",
      "since-1",
      "inbox.jsonl",
      "shop.json",
      "shop-2",
    ],
    ...[
      "setup",
      "lock",
      "users",
      "engine.log",
      "kept-state.json",
      "ready-orders.jsonl",
      "lambda-blobs",
      ".coffee-shop",
    ],
    ...["state.jsonl", "sqs.json", "moved-away-2026-12-01T00-00-00", "shop.pid"],
  ),
  fc.stringMatching(/^[a-z]{1,6}$/),
);

const thing = fc.record({
  path: fc.array(name, { minLength: 1, maxLength: 3 }),
  what: fc.constantFrom("file", "folder", "link", "outward link", "pid"),
});

/** Puts something there, unless something is in its way. */
const put = (root: string, { path, what }: { path: string[]; what: string }): void => {
  const place = join(root, ...path);
  try {
    mkdirSync(dirname(place), { recursive: true });
    if (what === "folder") mkdirSync(place);
    else if (what === "file") writeFileSync(place, "mine", { flag: "wx" });
    else if (what === "pid") writeFileSync(place, "99999999", { flag: "wx" });
    else symlinkSync(what === "link" ? "mine" : join(dirname(root), "outside"), place);
  } catch {
    // It stays as it was.
  }
};

/** All that is below a folder, links as links. */
const seen = (root: string): Map<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => {
      const place = join(root, path);
      const stat = lstatSync(place);
      if (stat.isSymbolicLink()) return [path, `link to ${readlinkSync(place)}`];
      return [path, stat.isDirectory() ? "folder" : readFileSync(place, "utf8")];
    }),
  );

/** A shop from its first to its last moment, or as far as it gets. */
const liveInside = (path: string): boolean => {
  try {
    const taken = takeStateFolder(path);
    taken.newEngineState();
    taken.forgetAll();
    taken.moveAway();
    taken.force();
    return true;
  } catch (error) {
    if (error instanceof ShopError) return false;
    throw error;
  }
};

const RUNS = { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 200) };

let run = 0;
const freshRoot = (): string => {
  run += 1;
  const root = join(folder(), String(run), "shop");
  mkdirSync(root, { recursive: true });
  mkdirSync(join(dirname(root), "outside"));
  writeFileSync(join(dirname(root), "outside", "engine.log"), "mine");
  return root;
};

describe("whatever somebody has in a folder", () => {
  test("stays as it is when a shop is told to use that folder", () => {
    fc.assert(
      fc.property(fc.array(thing, { minLength: 1, maxLength: 8 }), (things) => {
        const root = freshRoot();
        for (const one of things) put(root, one);
        const before = seen(dirname(root));
        const opened = liveInside(root);
        const after = seen(dirname(root));
        // Only a folder that holds nothing but the set-up's own is taken.
        const names = readdirSync(root).filter((one) => !/^(\.coffee-shop|moved-away-|engine-state$)/.test(one));
        if (opened) expect(names.filter((one) => one !== "setup")).toEqual([]);
        for (const [path, content] of before) expect([path, after.get(path)]).toEqual([path, content]);
      }),
      RUNS,
    );
  });

  test("stays when it was put into a shop's folder later, under names that are not the shop's", () => {
    fc.assert(
      fc.property(fc.array(thing, { minLength: 1, maxLength: 8 }), (things) => {
        const root = freshRoot();
        takeStateFolder(root).force();
        const foreign = things.filter(
          ({ path: [top = ""] }) => !/\.(json|jsonl|pid)$|^\.coffee|^engine-state/.test(top),
        );
        for (const one of foreign) put(root, one);
        const before = seen(dirname(root));
        liveInside(root);
        const after = seen(dirname(root));
        for (const [path, content] of before) {
          if (/(^|\/)logs\/(engine|deploy)\.log$/.test(path)) continue;
          expect([path, after.get(path)]).toEqual([path, content]);
        }
      }),
      RUNS,
    );
  });
});
