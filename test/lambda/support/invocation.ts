import type { Context } from "aws-lambda";

/** What Lambda tells a function about its invocation: ten seconds are left. */
export const invocation: Context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: "function",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:function",
  memoryLimitInMB: "256",
  awsRequestId: "request-1",
  logGroupName: "",
  logStreamName: "",
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
