import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";

/** Settings of a client that has nowhere to go. */
export const nowhere = { region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

/** Stands in for a service. `command` is what it is asked to do, `PublishCommand` for example. */
type Answer<Input, Output> = (input: Input, command: string) => Output | Promise<Output>;

/** The part of an SDK client that lets a test stand in for the service, whatever the command. */
interface Interceptable {
  readonly middlewareStack: {
    add(
      middleware: (
        next: unknown,
        context: { readonly commandName?: string },
      ) => (call: { input: unknown }) => Promise<{ output: never; response: unknown }>,
      options: { step: "initialize"; priority: "high" },
    ): void;
  };
}

const answer = <Client extends Interceptable, Input>(client: Client, reply: Answer<Input, unknown>): Client => {
  client.middlewareStack.add(
    (_, { commandName = "" }) =>
      async ({ input }) => ({ output: (await reply(input as Input, commandName)) as never, response: {} }),
    { step: "initialize", priority: "high" },
  );
  return client;
};

/** Real clients whose requests never leave the process: the given function is the service. */
export const answeredSns = <Input, Output>(reply: Answer<Input, Output>): SNSClient =>
  answer(new SNSClient(nowhere), reply);
export const answeredSqs = <Input, Output>(reply: Answer<Input, Output>): SQSClient =>
  answer(new SQSClient(nowhere), reply);
export const answeredSecrets = <Input, Output>(reply: Answer<Input, Output>): SecretsManagerClient =>
  answer(new SecretsManagerClient(nowhere), reply);
