import type { Counter, Visit, VisitOptions } from "../counter";
import { drillAccount } from "../drill-account";
import { drillBar } from "../drill-bar";
import { explainError } from "../explain-error";
import { wholeNumber, withTarget } from "../options";
import { command, counted, spell } from "../wording";

interface DrillOptions extends VisitOptions {
  readonly orders: number;
  readonly rate: number;
  readonly away: number;
  readonly timeout?: number;
  /** True for the flag without a file. */
  readonly svg?: string | true;
  readonly yes?: boolean;
}

const DEFAULT_PICTURE = "drill.svg";

/** An order in the hand of a function that died comes back after a minute; AWS adds some for its event source. */
const PATIENCE_SECONDS = { local: 90, aws: 180 };

/** What the barista's return may take after Ctrl-C: five attempts of three minutes never all run out. */
const RETURN_MS = 300_000;

const AFTER_HELP = `
After a third of the time the barista goes away, and always comes back, also when you press Ctrl-C. Exit code 1 when an
order was lost, made without having been placed, shown twice, not at its end, or not taken. On AWS the event source takes
up to a minute to change, so take more orders there (--orders 1200), and the pickup board cannot be seen ("phantom" and
"double" are null).`;

/** `drill`: the barista goes away in the middle of business, and every order is accounted for. */
export const addDrill = ({ program, enter, leave }: Counter): void => {
  withTarget(program.command("drill"))
    .description("send the barista away in the middle of business and account for every order")
    .option("--orders <count>", "how many", wholeNumber(6, 5_000), 150)
    .option("--rate <count>", "orders per second", wholeNumber(1, 50), 5)
    .option("--away <seconds>", "how long the barista stays away", wholeNumber(1, 3_600), 10)
    .option(
      "--timeout <seconds>",
      `stop waiting when nothing has changed for so long after the return (default: ${PATIENCE_SECONDS.local}, on AWS ${PATIENCE_SECONDS.aws})`,
      wholeNumber(1, 3_600),
    )
    .option("--svg [file]", `draw the depth of the orders queue over time (default file: ${DEFAULT_PICTURE})`)
    .option("--yes", "on AWS: do not ask first")
    .addHelpText("after", AFTER_HELP)
    .action(async (options: DrillOptions) => {
      const visit = await enter(options);
      const { shop, terminal, json, printJson } = visit;
      const file = options.svg === true ? DEFAULT_PICTURE : options.svg;
      if (file !== undefined) await checkWritable(file);
      const { expectBaristaAtWork } = await import("../desk/drill/outage");
      await expectBaristaAtWork(shop);
      if (!(await isAgreed(visit, options))) return leave(1);
      terminal.needTime(RETURN_MS);
      const { fateOf } = await import("../desk/fate-of");
      const { drill } = await import("../desk/drill/drill");
      const bar = drillBar(terminal.screen, options.orders, terminal.note);
      terminal.signal.addEventListener("abort", () => bar.phase("breaking off; the barista comes back first"));
      const result = await drill(shop, fateOf(shop), {
        orders: options.orders,
        ratePerSecond: options.rate,
        awayMs: options.away * 1_000,
        patienceMs: (options.timeout ?? PATIENCE_SECONDS[shop.target]) * 1_000,
        signal: terminal.signal,
        onProgress: bar.update,
        onPhase: (phase, atMs) => bar.phase(`${spell(atMs)}: ${PHASES[phase]}`),
      }).finally(bar.stop);
      const { account, refusals, announcedAgain } = result;
      if (file !== undefined) await draw(file, options, result);
      if (json) printJson(account);
      else for (const line of drillAccount(result, terminal)) terminal.print(line);
      for (const [why, count] of refusals) terminal.note(`${counted(count, "order")} not taken: ${why}`);
      if (announcedAgain > 0) {
        terminal.note(`${counted(announcedAgain, "order")} announced more than once: delivery is at least once`);
      }
      if (account.deadLettered > 0) terminal.note(`see ${command("peek --dead")}`);
      const { isKept } = await import("../desk/accounting");
      leave(isKept(account) && account.acknowledged === options.orders ? 0 : 1);
    });
};

const PHASES = {
  before: "open for business",
  leaving: "the barista is leaving",
  away: "the barista is away",
  returning: "the barista is coming back",
  back: "the barista is back",
} as const;

const isAgreed = async ({ shop, terminal }: Visit, { orders, yes }: DrillOptions): Promise<boolean> => {
  if (shop.target === "local" || yes) return true;
  const what = `place ${orders} real orders and hand none to the barista for a while`;
  if (terminal.askLine === undefined) {
    terminal.note(`nothing was done: --yes would ${what} (${shop.title})`);
    return false;
  }
  const isSaid = (await terminal.askLine(`type orders to ${what}: `)).trim() === "orders";
  if (!isSaid) terminal.note("nothing was done");
  return isSaid;
};

/** Better to know before the drill than after it. */
const checkWritable = async (file: string): Promise<void> => {
  const { access, constants, stat } = await import("node:fs/promises");
  const { dirname } = await import("node:path");
  const { ShopError } = await import("../desk/shop-error");
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new ShopError(`--svg ${file} is a folder: name a file`);
  await access(dirname(file), constants.W_OK).catch((error: unknown) => {
    throw new ShopError(`--svg ${file} cannot be written: ${explainError(error)}`);
  });
};

const draw = async (
  file: string,
  { orders, rate, away }: DrillOptions,
  { account, depth, phases }: import("../desk/drill/drill").DrillResult,
): Promise<void> => {
  const { writeFile } = await import("node:fs/promises");
  const { depthPicture } = await import("../depth-picture");
  const [from, until] = [phases.get("away"), phases.get("back")];
  const picture = depthPicture({
    title: `While the barista was away: ${account.verdict}`,
    subtitle: `${orders} orders, ${rate} per second; the barista away for ${away} s`,
    depth: depth.map(({ atMs, orders: value }) => ({ at: atMs, value })),
    away: from === undefined || until === undefined ? undefined : { from, until },
  });
  await writeFile(file, picture);
};
