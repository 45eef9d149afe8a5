import { type CfnTopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/**
 * A topic: signed with SHA-256 (version 2, which whoever receives webhooks can demand), TLS only, and
 * encrypted with the AWS managed key of SNS, which every publisher of this account may use and which costs nothing.
 */
export class SecureTopic extends Topic {
  constructor(scope: Construct, id: string) {
    super(scope, id, { signatureVersion: "2", enforceSSL: true });
    (this.node.defaultChild as CfnTopic).kmsMasterKeyId = "alias/aws/sns";
  }
}
