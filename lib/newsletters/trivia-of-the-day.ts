import { type CfnElement, Stack, TimeZone } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { suppressFindings } from "../messaging/suppress-findings";
import type { Editor } from "./editor";

export interface TriviaOfTheDayProps {
  readonly editor: Editor;
  /** Six fields: minutes, hours, day of month, month, day of week, year. */
  readonly cron: string;
  /** Name of the IANA database. */
  readonly timeZone: string;
  /** Takes the call when Scheduler could not make it, or when the editor failed. */
  readonly undelivered: IQueue;
}

/**
 * Has the editor publish a piece of trivia from the committed list `lambda/editor/trivia.json` on a schedule.
 *
 * Scheduler calls at least once: on a rare day the piece appears twice.
 */
export class TriviaOfTheDay extends Construct {
  constructor(scope: Construct, id: string, { editor, cron, timeZone, undelivered }: TriviaOfTheDayProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    });
    editor.keepFailures({ onFailure: undelivered });
    new Schedule(this, "Schedule", {
      description: "Publishes a piece of coffee trivia",
      schedule: ScheduleExpression.expression(`cron(${cron})`, TimeZone.of(timeZone)),
      target: new LambdaInvoke(editor.lambda, {
        input: ScheduleTargetInput.fromObject({ triviaOfTheDay: ContextAttribute.scheduledTime }),
        deadLetterQueue: undelivered,
        role,
      }),
    });
    const editorId = Stack.of(this).getLogicalId(editor.lambda.node.defaultChild as CfnElement);
    suppressFindings(role, {
      [`AwsSolutions-IAM5[Resource::<${editorId}.Arn>:*]`]:
        "Versions and aliases of this one function, as granted by the CDK.",
    });
  }
}
