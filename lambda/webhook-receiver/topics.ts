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

/** The partitions of AWS by the beginning of their regions; the last one is all the rest. */
const PARTITIONS = [
  { partition: "aws-cn", regions: /^cn-/, suffix: "amazonaws.com.cn" },
  { partition: "aws-us-gov", regions: /^us-gov-/, suffix: "amazonaws.com" },
  { partition: "aws", regions: /^/, suffix: "amazonaws.com" },
] as const;

/** Topics that can have webhooks: FIFO topics, whose names end in `.fifo`, cannot. */
const TOPIC_ARN = /^arn:(aws[a-z-]*):sns:([a-z]{2}(?:-[a-z]+){1,2}-\d):\d{12}:[\w-]{1,256}$/;

/**
 * The allow-list of topics, by their ARNs.
 *
 * @param topicArns comma between several
 * @param certificateOrigin only for a local shop: where its certificate is, whatever the region
 * @throws Error that names the entry, so that a wrong deployment fails at its first start
 */
export const expectedTopics = (topicArns: string, certificateOrigin?: string): ReadonlyMap<string, Topic> =>
  new Map(
    topicArns
      .split(",")
      .map((entry) => topicOf(entry.trim(), certificateOrigin))
      .map((topic) => [topic.arn, topic]),
  );

const topicOf = (arn: string, certificateOrigin: string | undefined): Topic => {
  const [, partition, region = ""] = TOPIC_ARN.exec(arn) ?? [];
  const home = PARTITIONS.find(({ regions }) => regions.test(region));
  if (home === undefined || home.partition !== partition) {
    throw new Error(
      `TOPIC_ARNS: not a standard topic of Amazon SNS: ${shown(arn)} (write arn:aws:sns:<region>:<account>:<name>, comma between several)`,
    );
  }
  const { suffix } = home;
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
