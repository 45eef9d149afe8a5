import { TimeZone } from "aws-cdk-lib";
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Editor } from "./editor";

export interface TriviaOfTheDayProps {
  readonly editor: Editor;
  /** Six fields: minutes, hours, day of month, month, day of week, year. */
  readonly cron: string;
  /** Name of the IANA database. */
  readonly timeZone: string;
  /** Takes the call when Scheduler could not make it. */
  readonly undelivered: IQueue;
}

/** Has the editor publish a piece of trivia from the committed list `lambda/editor/trivia.json` on a schedule. */
export class TriviaOfTheDay extends Schedule {
  constructor(scope: Construct, id: string, { editor, cron, timeZone, undelivered }: TriviaOfTheDayProps) {
    super(scope, id, {
      description: "Publishes a piece of coffee trivia",
      schedule: ScheduleExpression.expression(`cron(${cron})`, TimeZone.of(timeZone)),
      target: new LambdaInvoke(editor.lambda, {
        input: ScheduleTargetInput.fromObject({ triviaOfTheDay: ContextAttribute.scheduledTime }),
        deadLetterQueue: undelivered,
      }),
    });
  }
}
