import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const PROJECT = join(__dirname, "..", "..");

/** Pretty words that nobody would search for, and what is said instead: see docs/glossary.md. */
const WORDS: readonly (readonly [word: RegExp, instead: string])[] = [
  [/ledgers?/, "idempotency store"],
  [/in hand|inHand/, "in flight"],
  [/set(s|ting)? aside|setAside|set-aside/, "dead-letter"],
  [/(the|a|membership|device|notice|test|redrive)[ -]?desks?|deskOf/, "operations, services, function"],
  [/lookers?/, "poller"],
  [/functions' doors?|doorOf/, "AWS API proxy"],
  [/post[ -]?offices?/, "SNS delivery simulator"],
  [/twins?/, "mirror subscription"],
  [/refuse[ -]?strangers|strangersOn\w+/, "host and origin check, unknown orders"],
  [/wish(es)?|wishOf/, "input"],
  [/manners|directions/, "hint"],
  [/(the|a|test) ?(till|press|reception|workshop)|aTill|aReception/, "services"],
  [/careless\w*/, "fault injection"],
  [/walkOff|walk-off/, "fault injection"],
  [/fates?/, "outcome"],
  [/troubles?/, "failures"],
  [/tolls?/, "impact"],
];

/** Names that others rely on: verbs, keys of `--json`, outputs, construct ids, stored keys. */
const CONTRACTS = /(Order|Webhook)Ledger\w*|DeviceDesk\w*|deskAccess|\binHand\b|walk-off|"careless"/g;

const files = execFileSync(
  "git",
  ["ls-files", "--", "*.ts", "*.js", "*.mjs", "*.cjs", "*.md", "*.html", "*.py", "*.json"],
  { cwd: PROJECT, encoding: "utf8" },
)
  .split("\n")
  .filter(
    (file) => file !== "" && !/^(CHANGELOG\.md|package-lock\.json|test\/repository\/words\.test\.ts)$/.test(file),
  );

test.each(WORDS)("%s is said nowhere", (word) => {
  const search = new RegExp(`(?<![a-zA-Z])(${word.source})(?![a-zA-Z])`, "i");
  const found = files.flatMap((file) =>
    [file, ...readFileSync(join(PROJECT, file), "utf8").split("\n")].flatMap((line, place) =>
      search.test(line.replace(CONTRACTS, "")) ? [`${file}:${place} ${line.trim().slice(0, 100)}`] : [],
    ),
  );
  expect(found).toEqual([]);
});
