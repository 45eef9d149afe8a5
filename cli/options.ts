import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { NEWSLETTERS } from "../lambda/messages/newsletter-issue";

/** Adds a verb with the options that every verb takes. */
export const addVerb = (program: Command, name: string, description: string, afterHelp = ""): Command =>
  program
    .command(name)
    .description(description)
    .addOption(new Option("--target <where>", "which shop").choices(["local", "aws"]).default("local"))
    .option("--profile <name>", "AWS profile (with --target aws)")
    .option("--region <region>", "AWS region (with --target aws)")
    .option("--stage <name>", "stage of the shop (with --target aws; default: production)")
    .option("--json", "print the result as JSON")
    .addHelpText("after", afterHelp && `\n${afterHelp.trim()}`);

export const newsletterArgument = (): Argument => new Argument("<newsletter>", "which one").choices(NEWSLETTERS);

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };

const LONGEST_TIMEOUT_SECONDS = 86_400;

export interface WaitingOptions {
  readonly wait: boolean;
  readonly timeout: number;
}

/** Gives a verb that follows orders the options about waiting. */
export const withWaiting = (verb: Command, timeoutSeconds: number, timeoutMeans: string): Command =>
  verb
    .option("--no-wait", "do not wait until the order is ready")
    .option("--timeout <seconds>", timeoutMeans, wholeNumber(1, LONGEST_TIMEOUT_SECONDS), timeoutSeconds);
