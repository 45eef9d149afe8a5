import type { Template } from "aws-cdk-lib/assertions";
import * as v from "valibot";
import { readSettings } from "../../lib/settings/stage-settings";
import { awsSettings, templatesWith } from "./synthesize";

const everythingOn = readSettings("example");

describe("the template of a stack, on AWS", () => {
  it.each([
    ["orders stack, with everything on,", "orders"],
    ["newsletters stack, with everything on,", "newsletters"],
    ["exhibit", "exhibit"],
  ] as const)("of the %s changes only on purpose", (_, stack) => {
    expect(readable(templatesWith(everythingOn)[stack])).toMatchSnapshot();
  });
});

describe("a snapshot", () => {
  it("shows no hash that changes with every edit of a handler", () => {
    const { orders, newsletters } = templatesWith(awsSettings());
    expect(readable(orders) + readable(newsletters)).not.toMatch(/[0-9a-f]{64}/);
  });

  it("shows nobody's address or number", () => {
    const { orders, newsletters } = templatesWith(everythingOn);
    expect(JSON.stringify(newsletters.toJSON())).toContain("customer1@example.com");
    expect(readable(orders) + readable(newsletters)).not.toMatch(/@example|\+1555/);
  });
});

const record = v.record(v.string(), v.unknown());
const template = v.object({
  Resources: v.record(v.string(), v.looseObject({ Type: v.string(), Properties: v.optional(record) })),
  Outputs: v.optional(v.record(v.string(), v.object({ Value: v.unknown() }))),
});

/** A template as a reviewer wants to read it: a line per property, references by name, no hashes, nobody's address or number. */
const readable = (given: Template): string => {
  const { Resources, Outputs = {} } = v.parse(template, given.toJSON());
  const names = new Map(Object.keys(Resources).map((id) => [id, id.replace(/[0-9A-F]{8}$/, "")]));
  const lines = Object.entries(Resources).flatMap(([id, { Type, Properties = {}, ...rest }]) => [
    `${names.get(id)}  ${Type}`,
    ...show({ ...Properties, ...behaviour(rest) }, names, "  "),
    "",
  ]);
  const outputs = Object.entries(Outputs).map(([name, { Value }]) => `  ${name}: ${short(Value, names)}`);
  return [...lines, "Outputs", ...outputs].join("\n");
};

/** What becomes of a resource; metadata and dependencies are left out. */
const behaviour = (rest: Readonly<Record<string, unknown>>) =>
  "DeletionPolicy" in rest ? { DeletionPolicy: rest.DeletionPolicy } : {};

const show = (value: unknown, names: ReadonlyMap<string, string>, indent: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => [`${indent}-`, ...show(item, names, `${indent}  `)]);
  if (typeof value !== "object" || value === null) return [`${indent}${short(value, names)}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    isPlain(inner)
      ? [`${indent}${key}: ${short(inner, names)}`]
      : [`${indent}${key}`, ...show(inner, names, `${indent}  `)],
  );
};

const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const PHONE = /\+\d{7,15}/g;

/** True for what fits on the line of its key: a value, a reference, a list of values. */
const isPlain = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => isPlain(item)) && JSON.stringify(value).length < 90;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === "Ref" || (keys[0]?.startsWith("Fn::") ?? false));
};

const short = (value: unknown, names: ReadonlyMap<string, string>): string => {
  if (typeof value === "string") return withoutHashes(value, names);
  if (Array.isArray(value)) return `[${value.map((item) => short(item, names)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const [[fn, given] = ["", undefined]] = Object.entries(value);
  if (fn === "Ref" && typeof given === "string") return `{${names.get(given) ?? given}}`;
  if (fn === "Fn::GetAtt" && Array.isArray(given)) {
    const [id, ...attribute] = given.map(String);
    return `{${names.get(id ?? "") ?? id}.${attribute.join(".")}}`;
  }
  if (fn === "Fn::Join" && Array.isArray(given) && Array.isArray(given[1])) {
    return given[1].map((item: unknown) => short(item, names)).join(String(given[0]));
  }
  if (fn === "Fn::Sub" && typeof given === "string") return withoutHashes(given, names);
  return JSON.stringify(value);
};

const withoutHashes = (text: string, names: ReadonlyMap<string, string>): string => {
  const named = [...names].reduce((all, [id, name]) => all.replaceAll(id, name), text);
  return named
    .replace(/[0-9a-f]{64}/g, "<asset>")
    .replace(EMAIL, "<address>")
    .replace(PHONE, "<number>");
};
