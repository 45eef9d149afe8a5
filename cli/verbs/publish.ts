import { Argument } from "commander";
import { NEWSLETTERS, type Newsletter } from "../../lambda/messages/newsletter-issue";
import { withTarget } from "../options";
import type { CommandLine, SessionOptions } from "../session";

interface PublishOptions extends SessionOptions {
  readonly subject: string;
  readonly text: string;
  readonly audience?: string;
}

/** `publish`: an issue of a newsletter, through the editor. */
export const addPublish = ({ program, terminal, open }: CommandLine): void => {
  withTarget(program.command("publish"))
    .description("publish an issue of a newsletter")
    .addArgument(new Argument("<newsletter>", "which one").choices(NEWSLETTERS))
    .requiredOption("--subject <subject>", "1 to 99 printable ASCII characters")
    .requiredOption("--text <text>", "the issue; - reads it from standard input")
    .option(
      "--audience <word>",
      "address those who subscribed to issues for this audience, such as students; who did not narrow theirs get every issue",
    )
    .action(async (newsletter: Newsletter, options: PublishOptions) => {
      const { shop, json, printJson } = await open(options);
      const text = options.text === "-" ? await terminal.readInput() : options.text;
      const { publishIssue } = await import("../../operations/publish-issue");
      const { subject, audience } = options;
      const published = await publishIssue(shop, {
        newsletter,
        subject,
        text,
        ...(audience !== undefined && { audience }),
      });
      if (json) return printJson(published);
      terminal.print(`published  ${published.newsletter} ${published.issueId}`);
    });
};
