import { parseArgs } from "node:util";
import { STACK_NAMES } from "../lib/output-names";
import { readPort } from "../local/options";
import { AWS_PACE, requestsPerMinute } from "./floor/pace";

/** US dollars for a million requests to a standard queue, after the first million of a month. @see https://aws.amazon.com/sqs/pricing/ */
const DOLLARS_PER_MILLION = 0.4;

const MINUTES_PER_DAY = 1_440;

export const dollarsPerDay = (sqsPerMinute: number): number =>
  (sqsPerMinute * MINUTES_PER_DAY * DOLLARS_PER_MILLION) / 1_000_000;

const budget = (rounds: Parameters<typeof requestsPerMinute>[0]): string => {
  const { sqs, lambda } = requestsPerMinute(rounds);
  const all =
    lambda === 0 ? `${sqs} requests a minute, to SQS` : `${sqs + lambda} requests a minute, ${sqs} of them to SQS`;
  return `at most ${all}: $${dollarsPerDay(sqs).toFixed(3)} a day`;
};

export const BOARD_USAGE = `Shows the order board of a deployed shop: npm run board -- --target aws [options]

  --target aws|local   aws: a shop in your AWS account; local: says where the board of the open shop is (default)
  --profile NAME       AWS profile
  --region REGION      AWS region
  --stage NAME         stage of the shop (default: production)
  --port N             port of the board on this machine (default: 3000, or the next free one; 0: any)
  --allow-changes      take actions from the page: real orders, the barista, redrive, purge, newsletters
  --help               show this

What it asks AWS, however many tabs are open:
  while a tab is open   ${budget(AWS_PACE.watched)}
  while none is         ${budget(AWS_PACE.unwatched)}
(SQS list price, ${DOLLARS_PER_MILLION} $ a million after the first million of a month; the rest is free.) Besides, ${1 + STACK_NAMES.length} requests when
it starts, and who is subscribed to newsletters at most once a minute, when a page shows it: three requests and one for
each subscription. After a failure it asks less and less often, down to once a minute. Where the exhibit is deployed, its barista is polled as often as the shop's.

It receives no message: the pickup board shows how many drinks wait for the screen that collects them, not which. Without
--allow-changes it changes nothing. It listens on 127.0.0.1 and acts with your credentials for everybody who can open a
page on this machine; the page never sees them.`;

const FOR_AWS = ["profile", "region", "stage", "port", "allow-changes"] as const;

export type BoardOptions = Extract<ReturnType<typeof readBoardOptions>, { kind: "open" }>;

/** What the command line says: open a board, explain yourself, or something nobody understands. */
export const readBoardOptions = (args: readonly string[]) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        target: { type: "string", default: "local" },
        profile: { type: "string" },
        region: { type: "string" },
        stage: { type: "string" },
        port: { type: "string" },
        "allow-changes": { type: "boolean" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { kind: "help" } as const;
    const { target, profile, region, stage } = values;
    if (target !== "local" && target !== "aws")
      throw new Error(`--target must be local or aws, not ${target || "nothing"}`);
    const stray = FOR_AWS.find((name) => values[name] !== undefined);
    if (target === "local" && stray !== undefined) {
      throw new Error(`--${stray} is for a shop on AWS: use it with --target aws (npm start shows the local shop)`);
    }
    const port = readPort("--port", values.port);
    const changesAllowed = values["allow-changes"] ?? false;
    return { kind: "open", target, profile, region, stage, port, changesAllowed } as const;
  } catch (error) {
    return { kind: "wrong", message: error instanceof Error ? error.message : String(error) } as const;
  }
};
