import { type Command, InvalidArgumentError, Option } from "commander";
import { PROTOCOLS } from "../lambda/membership/contact";

/** Gives a verb the options that every verb takes. */
export const withTarget = (command: Command): Command =>
  command
    .addOption(new Option("--target <where>", "which shop").choices(["local", "aws"]).default("local"))
    .option("--profile <name>", "AWS profile (with --target aws)")
    .option("--region <region>", "AWS region (with --target aws)")
    .option("--json", "print the result as JSON");

/** Gives a verb the options that name an address of a customer. */
export const withMember = (command: Command): Command =>
  withTarget(command)
    .addOption(new Option("--protocol <protocol>", "how it comes").choices(PROTOCOLS).makeOptionMandatory())
    .requiredOption(
      "--endpoint <address>",
      "where it comes to; - reads it from standard input, out of the shell's history",
    );

/** A whole number within bounds. */
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

/** Gives a verb that follows orders the options about waiting. */
export const withWaiting = (command: Command, timeout: { readonly seconds: number; readonly of: string }): Command =>
  command
    .option("--no-wait", "do not wait until the order is ready")
    .addOption(
      new Option("--timeout <seconds>", timeout.of)
        .argParser(wholeNumber(1, LONGEST_TIMEOUT_SECONDS))
        .default(timeout.seconds),
    );
