import { everyFault, FaultPlan } from "./fault-plan";
import type { FunctionCall } from "./function-call";
import { WIRE_FAULTS } from "./wire-fault";

const put: FunctionCall = { service: "DynamoDB", operation: "PutItem", step: "other", orderIds: [], isRetry: false };
const publish: FunctionCall = { ...put, service: "SNS", operation: "PublishBatch" };
const draw = (plan: FaultPlan, call: FunctionCall, times: number) =>
  Array.from({ length: times }, () => plan.decide(call));

test("of every hundred calls of an operation exactly as many meet each fault as are asked for", () => {
  const plan = new FaultPlan(7, everyFault(6));
  for (const call of [put, publish, put]) {
    const drawn = draw(plan, call, 100);
    for (const fault of WIRE_FAULTS) expect(drawn.filter((one) => one === fault)).toHaveLength(6);
  }
});

test("the same seed decides the same for each operation, whatever the others do; another seed decides otherwise", () => {
  const plan = new FaultPlan(7, everyFault(6));
  draw(plan, publish, 13);
  const drawn = draw(plan, put, 500);
  expect(draw(new FaultPlan(7, everyFault(6)), put, 500)).toEqual(drawn);
  expect(draw(new FaultPlan(8, everyFault(6)), put, 500)).not.toEqual(drawn);
});
