import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CloudFormationClient, DescribeStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { type Message, ReceiveMessageCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { towardsEngine } from "../../local/clean-environment";
import { engineMessages } from "../../operations/engine-messages";
import type { Shop } from "../../operations/shop";
import { newFolder, removeFolder } from "../journeys/open-shop";
import { sharedShop } from "../journeys/shared-shop";
import { recordsLog, towards } from "../journeys/shop-functions";
import { A_WHILE_MS, until } from "../support/until";

const PROJECT = join(__dirname, "..", "..");
const APP = join(__dirname, "app");

/** So many batches of a queue does the engine hand out at the same time, each to a process of its own. */
const BATCHES_AT_A_TIME = 5;

const folder = newFolder();
const app = join(folder, "invoices");
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
const pinned = (...names: readonly string[]) =>
  names.map((name) => `${name}@${dependencies[name] ?? devDependencies[name]}`);
const bin = (name: string) => join(app, "node_modules", ".bin", name);

/** Runs a program in the stranger's folder and resolves to what it printed; an exit code other than 0 rejects with it. */
const run = async (
  command: string,
  args: readonly string[],
  cwd = app,
  more: NodeJS.ProcessEnv = {},
): Promise<string> => {
  const env = {
    ...process.env,
    ...more,
    NODE_OPTIONS: "",
    CDK_DISABLE_CLI_TELEMETRY: "true",
    CDK_DISABLE_VERSION_CHECK: "true",
  };
  try {
    const { stdout, stderr } = await promisify(execFile)(command, [...args], { cwd, env });
    return `${stdout}${stderr}`;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
};

const npm = (...args: readonly string[]) => run("npm", [...args, "--no-audit", "--no-fund"]);

/** Puts the two files that README shows, and a `bin`, into the app, changed as said. */
const writeApp = (type: "commonjs" | "module", change: (text: string) => string = (text) => text): void => {
  const manifest = join(app, "package.json");
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, "utf8")), type }, null, 2));
  for (const file of ["bin/invoices.ts", "lib/invoices-stack.ts", "lambda/send-invoices.ts"]) {
    writeFileSync(join(app, file), change(readFileSync(join(APP, file), "utf8")));
  }
};

beforeAll(async () => {
  mkdirSync(app);
  const init = ["init", "app", "--language", "typescript", "--generate-only"];
  await run(join(PROJECT, "node_modules", ".bin", "cdk"), init);
  for (const made of ["bin", "lib", "test"]) rmSync(join(app, made), { recursive: true });
  for (const made of ["bin", "lib", "lambda"]) mkdirSync(join(app, made));
  await run(process.execPath, [join(PROJECT, "bin", "build-package.mjs")], PROJECT);
  await run("npm", ["pack", "--silent", join(PROJECT, "dist")], folder);
  const [tarball = ""] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  // What cdk init asks for, without the test runner; the pinned versions, so that nothing new can break this test.
  const manifest = JSON.parse(readFileSync(join(app, "package.json"), "utf8"));
  writeFileSync(join(app, "package.json"), JSON.stringify({ ...manifest, dependencies: {}, devDependencies: {} }));
  await npm(
    "install",
    "--save-dev",
    ...pinned("typescript", "tsx", "@types/node", "@types/jest", "aws-cdk", "cdk-nag"),
  );
  await npm("install", join(folder, tarball), ...pinned("aws-cdk-lib", "constructs"));
});
afterAll(() => removeFolder(folder));

test("the stack has at most 25 lines and the handler 15, and README shows both", () => {
  const readme = readFileSync(join(PROJECT, "README.md"), "utf8");
  for (const [file, most] of [
    ["lib/invoices-stack.ts", 25],
    ["lambda/send-invoices.ts", 15],
  ] as const) {
    const text = readFileSync(join(APP, file), "utf8");
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(most);
    expect(readme).toContain(text);
  }
});

test("the package has nothing of the shop in it and less than 150 kB", async () => {
  const [packed] = JSON.parse(
    await run("npm", ["pack", "--json", "--dry-run", "--silent", join(PROJECT, "dist")], folder),
  );
  expect(packed.size).toBeLessThan(150_000);
  const files: string[] = packed.files.map(({ path }: { path: string }) => path);
  expect(
    files.filter((path) => !/^(lib|lambda)\/messaging\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path)),
  ).toEqual([]);
});

describe.each([
  ["as a package, in CommonJS", "InvoicesCommonJs", () => writeApp("commonjs")],
  ["as a package, in ES modules", "InvoicesModules", () => writeApp("module")],
  ["as two copied folders", "InvoicesCopied", copyFolders],
] as const)("the kit %s", (_, stack, prepare) => {
  beforeAll(async () => {
    await prepare();
    const file = join(app, "bin", "invoices.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace('"Invoices"', `"${stack}"`));
  });

  test("compiles with the settings of cdk init, synthesizes without a warning and has no findings of cdk-nag", async () => {
    expect(await run(bin("tsc"), [])).toBe("");
    expect(await run(bin("cdk"), ["synth", "--quiet", "--no-notices", "--output", join(folder, stack)])).not.toMatch(
      /warning|deprecated/i,
    );
    cpSync(join(__dirname, "judge.ts"), join(app, "bin", "judge.ts"));
    expect(JSON.parse(await run(bin("tsx"), ["bin/judge.ts"]))).toEqual([]);
  });

  test("does 97 of 100 messages once each, second copies included, and keeps 3 with their reasons", async () => {
    const shop = sharedShop();
    const endpoint = shop.endpoint ?? "";
    const what = ["--app", join(folder, stack), "--outputs-file", join(folder, "outputs.json")];
    await run(bin("cdk"), ["deploy", ...what, "--require-approval", "never", "--no-notices"], folder, {
      ...towardsEngine(endpoint),
      AWS_REGION: shop.region,
      // Buckets would become subdomains of localhost, which not every machine resolves.
      AWS_ENDPOINT_URL_S3: endpoint.replace("//localhost", "//127.0.0.1"),
    });
    const { [stack]: outputs } = JSON.parse(readFileSync(join(folder, "outputs.json"), "utf8"));
    const of = await resourcesOf(shop, stack);

    const invoices = Array.from({ length: 97 }, (_, number) =>
      JSON.stringify({ invoiceId: `2026-${number}`, euros: 12 }),
    );
    const poison = ["no invoice", "null", '{"invoiceId": 7}'];
    const bodies = [...invoices, ...poison, ...invoices.slice(0, 10)];
    for (let start = 0; start < bodies.length; start += 10) {
      const Entries = bodies.slice(start, start + 10).map((MessageBody, Id) => ({ Id: `${Id}`, MessageBody }));
      await shop.sqs.send(new SendMessageBatchCommand({ QueueUrl: outputs.InvoicesQueueUrl, Entries }));
    }

    const logged = (what: string) => recordsLog(shop, of("AWS::Lambda::Function"), what, BATCHES_AT_A_TIME);
    const sent = await until("the copies are dropped, too", A_WHILE_MS, async () => {
      if ((await engineMessages(shop, outputs.InvoicesQueueUrl))?.length !== 0) return undefined;
      const batches = (await logged('"duplicates"')).map((line) => JSON.parse(line));
      const done = batches.reduce((sum, one) => sum + one.completed + one.duplicates + one.deadLettered, 0);
      return done >= bodies.length && logged('"invoice sent"');
    });
    expect(sent).toHaveLength(97);
    expect(new Set(sent.map((line) => JSON.parse(line).invoiceId)).size).toBe(97);

    const { Messages = [] } = await shop.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: of("AWS::SQS::Queue", "DeadLetterQueue"),
        MessageAttributeNames: ["All"],
        MaxNumberOfMessages: 10,
      }),
    );
    // A dead letter whose reply was lost is sent again by the SDK: the id that the message had tells.
    const attribute = (message: Message, name: string) => message.MessageAttributes?.[name]?.StringValue;
    const letters = [
      ...new Map(Messages.map((message) => [attribute(message, "originalMessageId"), message])).values(),
    ];
    expect(letters.map(({ Body }) => Body).sort()).toEqual([...poison].sort());
    expect(letters.map((message) => attribute(message, "reason")).sort()).toEqual([
      expect.stringMatching(/^is not JSON: found /),
      expect.stringMatching(/^must be an invoice/),
      expect.stringMatching(/^must be an invoice/),
    ]);
  });
});

/** The kit's folders beside the app's own files; it then needs the kit's packages by itself. Relative imports without an extension: CommonJS. */
async function copyFolders(): Promise<void> {
  for (const kit of ["lib/messaging", "lambda/messaging"]) {
    cpSync(join(PROJECT, kit), join(app, kit), { recursive: true });
  }
  writeApp("commonjs", (text) => text.replace(/decoupled-coffee\/(constructs|handlers)/, "./messaging"));
  await npm("uninstall", "decoupled-coffee");
  await npm("install", ...pinned("@aws-sdk/client-dynamodb", "@aws-sdk/client-sqs", "@types/aws-lambda", "esbuild"));
}

/** Finds the one resource of a type, whose logical id may have to contain a word. */
const resourcesOf = async (shop: Shop, StackName: string) => {
  const { StackResources = [] } = await new CloudFormationClient(towards(shop)).send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  return (type: string, word = ""): string => {
    const found = StackResources.filter(
      ({ ResourceType, LogicalResourceId = "" }) => ResourceType === type && LogicalResourceId.includes(word),
    );
    expect(found).toHaveLength(1);
    return found[0]?.PhysicalResourceId ?? "";
  };
};
