// `npm run build`: the kit as a package in `dist`, constructs and handler code with nothing of the shop. `npm pack ./dist` packs it.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const dist = join(project, "dist");
const shop = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
const version = (name) => shop.dependencies[name] ?? shop.devDependencies[name];
const entry = (file) => ({ types: `./${file}.d.ts`, default: `./${file}.js` });

if (existsSync(dist) && !existsSync(join(dist, "package.json"))) {
  console.error("dist holds something that was not built here: move it away first");
  process.exit(1);
}
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
// Also a build that is interrupted is known as one.
writeFileSync(join(dist, "package.json"), "{}");
const tsc = createRequire(import.meta.url)
  .resolve("typescript/package.json")
  .replace("package.json", "bin/tsc");
execFileSync(process.execPath, [tsc, "-p", join(project, "tsconfig.build.json")], { cwd: project, stdio: "inherit" });
for (const file of ["LICENSE", "CHANGELOG.md"]) copyFileSync(join(project, file), join(dist, file));
copyFileSync(join(project, "docs", "kit.md"), join(dist, "README.md"));

const manifest = {
  name: shop.name,
  version: shop.version,
  description:
    "Constructs and handler code for Amazon SQS and SNS: a queue that loses nothing, a consumer that does things once",
  license: shop.license,
  keywords: ["aws", "cdk", "sqs", "sns", "lambda", "queue", "dead-letter-queue", "idempotency"],
  engines: shop.engines,
  exports: {
    "./constructs": entry("lib/messaging/index"),
    "./handlers": entry("lambda/messaging/index"),
    "./handlers/fifo": entry("lambda/messaging/consume-fifo-batch"),
    "./package.json": "./package.json",
  },
  // The SDK goes into the bundles of functions; esbuild makes these when a template is synthesized.
  dependencies: Object.fromEntries(
    ["@aws-sdk/client-dynamodb", "@aws-sdk/client-sqs", "@types/aws-lambda", "esbuild"].map((name) => [
      name,
      `^${version(name)}`,
    ]),
  ),
  peerDependencies: Object.fromEntries(["aws-cdk-lib", "constructs"].map((name) => [name, `^${version(name)}`])),
};
writeFileSync(join(dist, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
