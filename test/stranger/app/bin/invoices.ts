import { App } from "aws-cdk-lib";
import { InvoicesStack } from "../lib/invoices-stack.js";

new InvoicesStack(new App(), "Invoices");
