// Put into the stranger's `bin` by the test: the same stack, judged by cdk-nag. Prints each finding.
import { App } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { InvoicesStack } from "../lib/invoices-stack.js";

const app = new App();
new InvoicesStack(app, "Invoices");
const found = [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap(
  (pack) => pack.validateScope(app).violations,
);
console.log(JSON.stringify(found.map(({ ruleName }) => ruleName)));
