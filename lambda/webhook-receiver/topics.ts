import { shown } from "../messaging/parse";

/** A topic that is listened to, and what follows from its ARN. */
export interface Topic {
  readonly arn: string;
  readonly region: string;
  /** Where the certificates of its deliveries are kept, such as `https://sns.eu-west-1.amazonaws.com`. */
  readonly certificateOrigin: string;
  /** Names in the certificates of its deliveries; one of them must be there. */
  readonly signers: readonly string[];
}

/** The partitions whose domain a receiver need not be told, with the beginning of their regions; any other has one of its own. */
const PARTITIONS = [
  { partition: "aws-cn", regions: /^cn-/, suffix: "amazonaws.com.cn" },
  { partition: "aws-us-gov", regions: /^us-gov-/, suffix: "amazonaws.com" },
  { partition: "aws", regions: /^(?!cn-|us-gov-|eusc-|[a-z]{2}-iso)/, suffix: "amazonaws.com" },
] as const;

const DNS_SUFFIX = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** Topics that can have webhooks: FIFO topics, whose names end in `.fifo`, cannot. */
const TOPIC_ARN = /^arn:(aws[a-z-]*):sns:([a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}):\d{12}:[\w-]{1,256}$/;

/**
 * The allow-list of topics, by their ARNs.
 *
 * @param topicArns comma between several
 * @param certificateOrigin only for a local shop: where its certificate is, whatever the region
 * @param dnsSuffix domain of their partition, such as `amazonaws.eu`; needed for those that are not aws, aws-cn and aws-us-gov
 * @throws Error that names the entry, so that a wrong deployment fails at its first start
 */
export const expectedTopics = (
  topicArns: string,
  certificateOrigin?: string,
  dnsSuffix?: string,
): ReadonlyMap<string, Topic> =>
  new Map(
    topicArns
      .split(",")
      .map((entry) => topicOf(entry.trim(), certificateOrigin, dnsSuffix))
      .map((topic) => [topic.arn, topic]),
  );

const topicOf = (arn: string, certificateOrigin: string | undefined, dnsSuffix: string | undefined): Topic => {
  const [, partition, region = ""] = TOPIC_ARN.exec(arn) ?? [];
  const home = PARTITIONS.find((known) => known.partition === partition);
  if (partition === undefined || home?.regions.test(region) === false) {
    throw new Error(
      `TOPIC_ARNS: not a standard topic of Amazon SNS: ${shown(arn)} (write arn:aws:sns:<region>:<account>:<name>, comma between several)`,
    );
  }
  const suffix = home?.suffix ?? dnsSuffix;
  if (suffix === undefined || !DNS_SUFFIX.test(suffix)) {
    throw new Error(
      `DNS_SUFFIX: not a domain: ${shown(suffix)} (write that of the partition ${partition}, such as amazonaws.eu)`,
    );
  }
  return {
    arn,
    region,
    certificateOrigin: certificateOrigin ?? `https://sns.${region}.${suffix}`,
    signers: signersOf(region, suffix),
  };
};

/**
 * Amazon SNS signs with certificates that name no host of a region in its older regions, and one of the region's own in
 * the others; both regions of GovCloud share one.
 *
 * @see https://github.com/aws/aws-sdk-java-v2/blob/master/services-custom/sns-message-manager (SnsHostProvider)
 */
const signersOf = (region: string, suffix: string): readonly string[] => [
  `sns.${suffix}`,
  `sns-signing.${region}.${suffix}`,
  `sns-${region.startsWith("us-gov-") ? "us-gov-west-1" : region}.${suffix}`,
];
