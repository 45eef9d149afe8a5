import {
  CreatePlatformApplicationCommand,
  DeletePlatformApplicationCommand,
  NotFoundException,
  SetPlatformApplicationAttributesCommand,
  type SNSClient,
} from "@aws-sdk/client-sns";
import type { PushPlatform } from "../contacts/push";
import type { CredentialAttributes } from "./credential";

/** What the custom resource does with SNS. Everything rejects with the error of SNS, which may quote the credential. */
export interface PushApplications {
  /** Makes an application, or finds the one of that platform and name. Resolves to its ARN. */
  create(platform: PushPlatform, name: string, attributes: CredentialAttributes): Promise<string>;
  /** Resolves to false when there is no such application. */
  update(arn: string, attributes: CredentialAttributes): Promise<boolean>;
  /** An application that is gone already is as good. */
  delete(arn: string): Promise<void>;
}

export const snsApplications = (sns: SNSClient): PushApplications => ({
  create: async (Platform, Name, Attributes) => {
    const { PlatformApplicationArn } = await sns.send(
      new CreatePlatformApplicationCommand({ Platform, Name, Attributes: { ...Attributes } }),
    );
    if (PlatformApplicationArn === undefined) throw new RangeError("SNS answered without an ARN");
    return PlatformApplicationArn;
  },
  update: (PlatformApplicationArn, Attributes) =>
    unlessGone(
      sns.send(new SetPlatformApplicationAttributesCommand({ PlatformApplicationArn, Attributes: { ...Attributes } })),
    ),
  delete: async (PlatformApplicationArn) => {
    await unlessGone(sns.send(new DeletePlatformApplicationCommand({ PlatformApplicationArn })));
  },
});

const unlessGone = async (call: Promise<unknown>): Promise<boolean> => {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof NotFoundException) return false;
    throw error;
  }
};
