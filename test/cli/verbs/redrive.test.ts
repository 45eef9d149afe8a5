import { LambdaClient } from "@aws-sdk/client-lambda";
import { ADAS_PHONE, aFinishedOrder, anOrder, orderId } from "../../lambda/support/orders";
import type { FakeQueues, QueuedMessage } from "../support/fake-queues";
import { run, type Setting } from "../support/memory-terminal";
import { DEAD, FIFO_ROUTE, newQueues, ORDERS, shopWith } from "../support/redrive-queues";

const OFF_THE_MENU = { DataType: "String", StringValue: "drink: not on the menu: motor oil" };

let queues: FakeQueues;
beforeEach(() => {
  queues = newQueues();
  queues.now = Date.now();
});

const redrive = (words = "", setting: Setting = {}, target: "local" | "aws" = "local") =>
  run(undefined, `redrive ${words}`, { open: shopWith(queues, target), ...setting });

const dead = (number: number, more: Partial<QueuedMessage> = {}): QueuedMessage =>
  queues.put(DEAD, anOrder(number, { notify: { sms: ADAS_PHONE } }), more);

const ids = (url: string) => queues.of(url).map(({ body }) => JSON.parse(body).orderId);

const WRITES = ["SendMessage", "DeleteMessage", "StartMessageMoveTask"];

describe("redrive", () => {
  test("shows what would move and why each died, and moves nothing", async () => {
    dead(1);
    dead(2, { attributes: { reason: OFF_THE_MENU } });
    const { stdout } = await redrive();
    expect(stdout).toMatch(new RegExp(`^${orderId(1)} +latte +1 min +1 {2}every attempt to make it failed`, "m"));
    expect(stdout).toMatch(new RegExp(`^${orderId(2)} .*drink: not on the menu: motor oil$`, "m"));
    expect(stdout).toMatch(/^nothing was done: --yes would move 2 messages back$/m);
    expect(stdout).not.toContain("5550142");
    expect(queues.calls.filter((call) => WRITES.includes(call))).toEqual([]);
    expect(queues.of(DEAD).every(({ visibleAt }) => visibleAt <= Date.now())).toBe(true);
    const chosen = [{ orderId: orderId(1) }, { orderId: orderId(2), reason: OFF_THE_MENU.StringValue }];
    const planned = { found: 2, moved: 0, kept: 2, failed: 0, dryRun: true, chosen };
    expect((await redrive("--json")).json).toMatchObject(planned);
    expect(ids(DEAD)).toEqual([orderId(1), orderId(2)]);
  });

  test("leaves what can never be made with --possible, on AWS as well", async () => {
    for (const target of ["local", "aws"] as const) {
      queues.queues.clear();
      dead(1);
      queues.put(DEAD, { ...anOrder(2), drink: "motor oil" });
      const { json } = await redrive("--possible --yes --json", {}, target);
      expect(json).toEqual({ found: 2, moved: 1, dropped: 0, kept: 1, failed: 0 });
      expect([ids(DEAD), ids(ORDERS)]).toEqual([[orderId(2)], [orderId(1)]]);
      expect(queues.calls).not.toContain("StartMessageMoveTask");
    }
    await redrive("--possible --drop --all", { exits: 2 });
  });

  test("moves them with --yes and accounts for each", async () => {
    dead(1);
    dead(2);
    const { stdout, json } = await redrive("--yes --json");
    expect(json).toEqual({ found: 2, moved: 2, dropped: 0, kept: 0, failed: 0 });
    expect(stdout).not.toContain("5550142");
    expect([ids(DEAD), ids(ORDERS)]).toEqual([[], [orderId(1), orderId(2)]]);
  });

  test.each([
    ["ordersDeadLetter", 1],
    ["y", 0],
    ["", 0],
  ])("asks at a terminal; %j moves %i", async (answer, moved) => {
    dead(1);
    expect((await redrive("", { answer, exits: 1 - moved })).stderr).toContain(
      "type ordersDeadLetter to move 1 message back: ",
    );
    expect(queues.of(ORDERS)).toHaveLength(moved);
    expect(queues.of(DEAD)).toHaveLength(1 - moved);
  });

  test("asks nothing when there is nothing to do", async () => {
    expect((await redrive("", { answer: "ordersDeadLetter" })).stdout).toContain("nothing in ordersDeadLetter\n");
    dead(1);
    const { stdout, stderr } = await redrive("--match espresso", { answer: "ordersDeadLetter" });
    expect(stdout).toContain("none of 1 message in ordersDeadLetter matches\n");
    expect(stderr).toBe("");
  });

  test("drops chosen ones for good, and no other", async () => {
    dead(1);
    dead(2, { attributes: { reason: OFF_THE_MENU } });
    expect((await redrive('--match "motor oil" --drop')).stdout).toContain("--yes would delete 1 message for good\n");
    const { json } = await redrive('--match "motor oil" --drop --yes --json');
    expect(json).toEqual({ found: 2, moved: 0, dropped: 1, kept: 1, failed: 0 });
    expect([ids(DEAD), ids(ORDERS)]).toEqual([[orderId(1)], []]);
    await redrive("--drop --all --yes");
    expect(queues.of(DEAD)).toEqual([]);
  });

  test("fails when a message could not be moved", async () => {
    dead(1);
    queues.answers.set("SendMessage", () => {
      throw new Error("the source is gone");
    });
    const { json, stderr } = await redrive("--yes --json", { exits: 1 });
    expect(json).toMatchObject({ found: 1, failed: 1 });
    expect(stderr).toContain("not all went well: the source is gone");
  });

  test("tells of messages that a killed redrive still has in flight", async () => {
    dead(1, { visibleAt: Date.now() + 20_000 });
    expect((await redrive("--yes")).stderr).toContain("1 message of ordersDeadLetter in flight: after 30 s repeat");
  });

  test("refuses a queue whose source does not name it, and leaves it alone", async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:other" });
    queues.attributes.set(ORDERS, { QueueArn: "arn:aws:sqs:us-east-1:000000000000:orders", RedrivePolicy });
    dead(1);
    const { stderr } = await redrive("--yes", { exits: 1 });
    expect(stderr).toMatch(/^ordersDeadLetter is nobody's dead-letter queue: orders does not name it/);
    expect(queues.of(DEAD)[0]?.receives).toBe(0);
  });

  test("leaves the moving to SQS on AWS, but not the choosing", async () => {
    let polls = 0;
    const counts = { ApproximateNumberOfMessagesMoved: 2, ApproximateNumberOfMessagesToMove: 2 };
    const completed = { Status: "COMPLETED", StartedTimestamp: 1, ...counts };
    queues.answers.set("StartMessageMoveTask", () => ({ TaskHandle: "handle" }));
    queues.answers.set("ListMessageMoveTasks", () => ({ Results: polls++ === 0 ? [] : [completed] }));
    dead(1);
    dead(2);
    expect((await redrive("--yes --json --rate 5", {}, "aws")).json).toMatchObject({ found: 2, moved: 2 });
    expect(queues.calls).toContain("StartMessageMoveTask");
    expect(queues.calls).not.toContain("SendMessage");
    await redrive(`--yes --match ${orderId(2)}`, {}, "aws");
    expect(queues.calls).not.toContain("StartMessageMoveTask");
    expect(ids(ORDERS)).toEqual([orderId(2)]);
  });

  test("of a FIFO queue tells of messages that it cannot see, as the dry run does", async () => {
    for (let number = 1; number <= 12; number++) {
      const order = { ...anOrder(number), drink: number <= 10 ? "tea" : "latte" };
      queues.put(FIFO_ROUTE.deadLetterQueueUrl, order, { system: { MessageGroupId: "counter" } });
    }
    const fifo = { open: shopWith(queues, "aws", { fifo: true }) };
    expect((await redrive("", fifo)).stderr).toContain("there may be more: only 10 were looked at");
    const { stdout, stderr } = await redrive("--match latte --yes", fifo);
    expect(stdout).toMatch(/^moved +0$/m);
    expect(stderr).toBe(
      "only 10 of 12 messages in ordersDeadLetter could be seen: the others are behind messages of their location that stay\n",
    );
    expect((await redrive("--match tea --yes", fifo)).stderr).toBe("");
    expect((await redrive("--match latte --yes", fifo)).stderr).toBe("");
  });
});

describe("notices", () => {
  const NOTICES = "http://localhost/000000000000/NotifierDeadLetterQueueUrl";
  const notice = (number: number) =>
    JSON.stringify({ ...aFinishedOrder(), orderId: orderId(number), notify: { sms: ADAS_PHONE } });

  /** The three ways in which a notice gets there, and something that is none. */
  const fill = () => {
    const said = (StringValue: string) => ({ DataType: "String", StringValue });
    queues.put(NOTICES, notice(1), {
      attributes: { reason: said("the phone number has opted out of SMS"), originalMessageId: said("sns-message-1") },
    });
    queues.put(NOTICES, {
      version: "1.0",
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
      requestPayload: { Records: [{ Sns: { MessageId: "sns-message-2", Message: notice(2) } }] },
      responsePayload: { errorMessage: `the SMS was not taken: Throttled (${ADAS_PHONE})` },
    });
    queues.put(NOTICES, { Type: "Notification", MessageId: "sns-message-3", Message: notice(3) });
    queues.put(NOTICES, `call ${ADAS_PHONE}`);
  };

  const invoked: { FunctionName: string; InvocationType: string; Payload: string }[] = [];
  const refusal: Error[] = [];
  const lambda = Object.assign(new LambdaClient({ region: "eu-west-1" }), {
    send: async ({ input }: { input: (typeof invoked)[number] }) => {
      if (refusal[0]) throw refusal[0];
      invoked.push(input);
    },
  });
  const ask = (words: string, setting: Setting = {}, target: "local" | "aws" = "local") =>
    run(undefined, words, {
      open: async (...choice) => ({ ...(await shopWith(queues, target)(...choice)), lambda }),
      ...setting,
    });
  beforeEach(() => {
    invoked.length = 0;
    refusal.length = 0;
    fill();
  });

  test.each(["peek", "redrive"])("are explained by %s, whatever shape they have, and stay", async (verb) => {
    const { stdout } = await ask(`${verb} --queue notifierDeadLetter`);
    expect(stdout).toMatch(new RegExp(`^${orderId(1)} .*the phone number has opted out of SMS$`, "m"));
    expect(stdout).toMatch(new RegExp(`^${orderId(2)} .*RetriesExhausted: the SMS was not taken: Throttled`, "m"));
    expect(stdout).toMatch(new RegExp(`^${orderId(3)} .*SNS could not hand it to the notifier$`, "m"));
    expect(stdout).not.toContain(ADAS_PHONE.slice(-7));
    if (verb === "peek") expect(stdout).toMatch(/^– .*can never be sent: is not JSON: found "c" at line 1, column 1$/m);
    else expect(stdout).toContain("--yes would move 3 messages back");
    expect([queues.of(NOTICES).length, invoked]).toEqual([4, []]);
  });

  test.each(["local", "aws"] as const)("go to the notifier again; what is none stays: %s", async (target) => {
    const { json, stderr } = await ask("redrive --queue notifierDeadLetter --yes --json", {}, target);
    expect(json).toEqual({ found: 4, moved: 3, dropped: 0, kept: 1, failed: 0 });
    expect(stderr).toContain(
      "kept: not chosen, or no notice that can be sent (npm run shop -- peek --queue notifierDeadLetter)",
    );
    expect(queues.of(NOTICES).map(({ body }) => body)).toEqual([`call ${ADAS_PHONE}`]);
    expect(queues.calls).not.toContain("SendMessage");
    expect(new Set(invoked.map(({ FunctionName, InvocationType }) => `${FunctionName} ${InvocationType}`))).toEqual(
      new Set(["NotifierFunctionName Event"]),
    );
    const sent = invoked.map(({ Payload }) => JSON.parse(Payload).Records[0].Sns);
    expect(sent.map(({ Message }) => Message).sort()).toEqual([notice(1), notice(2), notice(3)].sort());
    expect(sent.map(({ MessageId }) => MessageId)).toContain("sns-message-1");
  });

  test("are moved by their order id, or dropped, as orders are", async () => {
    await ask(`redrive --queue notifierDeadLetter --match ${orderId(2)} --yes`);
    expect([invoked.length, queues.of(NOTICES).length]).toEqual([1, 3]);
    await ask("redrive --queue notifierDeadLetter --drop --all --yes");
    expect([invoked.length, queues.of(NOTICES).length]).toEqual([1, 0]);
  });

  test("stay when the notifier does not take them", async () => {
    refusal.push(new Error("the function is gone"));
    const { json, stderr } = await ask("redrive --queue notifierDeadLetter --yes --json", { exits: 1 });
    expect(json).toMatchObject({ found: 4, moved: 0, kept: 1, failed: 3 });
    expect(stderr).toContain("not all went well: the function is gone");
    expect(queues.of(NOTICES)).toHaveLength(4);
  });
});
