import { throwAwayCertificate } from "../../../local/sns-delivery/throw-away-certificate";
import { anIssue } from "../support/issues";
import { eachTestLogs } from "../support/logs";
import { genuine } from "./support/genuine";
import { aReception } from "./support/reception";
import { aDelivery, type Fields, posted, SNS, signed, TOKEN, TOPIC, VALID } from "./support/sns";

const { facts } = eachTestLogs();

describe("taken and handed on, once: a notification", () => {
  test.each(genuine)("$what", async ({ issue = {}, fields, text, topics, certificateOrigin, issuedTo, posting }) => {
    const sent = anIssue(issue);
    const by = issuedTo === undefined ? SNS : throwAwayCertificate({ ...VALID, issuedTo });
    const { receive, handedOn, confirmed, fetched } = aReception({
      ...(topics !== undefined && { topics }),
      ...(certificateOrigin !== undefined && { certificateOrigin }),
      certificate: () => new Response(by.certificate),
    });
    const message = text?.(sent) ?? JSON.stringify(sent);
    const delivery = signed("Notification", aDelivery("Notification", { Message: message, ...fields }), by);
    const answer = await receive(posted("Notification", delivery, posting?.(delivery)));
    expect(answer).toEqual({ status: 200, body: { answer: "taken" } });
    expect(handedOn).toEqual([sent]);
    expect(confirmed).toEqual([]);
    expect(fetched).toEqual([delivery["SigningCertURL"]]);
  });

  test("there are twenty of them", () => expect(genuine.length).toBeGreaterThanOrEqual(20));
});

describe("what has to do with the subscription", () => {
  const receive = async (
    kind: "SubscriptionConfirmation" | "UnsubscribeConfirmation",
    changes: Fields = {},
    topics = TOPIC,
  ) => {
    const reception = aReception({ topics });
    const answer = await reception.receive(posted(kind, signed(kind, aDelivery(kind, changes))));
    return { answer, ...reception };
  };

  test("a confirmation asked for is given through SNS, so that only the owners can end the subscription", async () => {
    const { answer, confirmed, handedOn } = await receive("SubscriptionConfirmation");
    expect(answer).toEqual({ status: 200, body: { answer: "confirmed" } });
    expect(confirmed).toEqual([
      { region: "eu-west-1", TopicArn: TOPIC, Token: TOKEN, AuthenticateOnUnsubscribe: "true" },
    ]);
    expect(handedOn).toEqual([]);
  });

  test("and it is given in the region of the topic", async () => {
    const TopicArn = "arn:aws-cn:sns:cn-north-1:000000000000:trivia";
    const SigningCertURL = `https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-${"0".repeat(32)}.pem`;
    const by = throwAwayCertificate({ ...VALID, issuedTo: "sns-cn-north-1.amazonaws.com.cn" });
    const { receive: take, confirmed } = aReception({
      topics: TopicArn,
      certificate: () => new Response(by.certificate),
    });
    const kind = "SubscriptionConfirmation";
    await take(posted(kind, signed(kind, aDelivery(kind, { TopicArn, SigningCertURL }), by)));
    expect(confirmed).toMatchObject([{ region: "cn-north-1", TopicArn }]);
  });

  test("the end of a subscription is noted, and not undone", async () => {
    const { answer, confirmed, handedOn } = await receive("UnsubscribeConfirmation");
    expect(answer).toEqual({ status: 200, body: { answer: "noted" } });
    expect([...confirmed, ...handedOn]).toEqual([]);
  });
});

test("what is logged names the topic or the issue, and neither tokens nor links nor text", async () => {
  const { receive } = aReception();
  for (const kind of ["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"] as const) {
    const id = { MessageId: `11111111-0000-5000-8000-${kind.length.toString().padStart(12, "0")}` };
    await receive(posted(kind, signed(kind, aDelivery(kind, id))));
  }
  expect(facts()).toEqual([
    { message: "subscription confirmed", topicArn: TOPIC },
    { message: "subscription ended", topicArn: TOPIC },
  ]);
});
