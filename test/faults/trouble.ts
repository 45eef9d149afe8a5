import { randomFrom } from "../support/random-from";
import { CallDiary } from "./call-diary";
import { CauseBook } from "./cause-book";
import { type FaultPercents, FaultPlan } from "./fault-plan";
import { FaultTally } from "./fault-tally";
import type { FunctionCall } from "./function-call";
import type { Killer } from "./killer";
import type { Mischief } from "./mischief";
import type { WireFault } from "./wire-fault";

/** All that is done to the functions in one campaign, and the books about it. */
export class Trouble implements Mischief {
  readonly tally = new FaultTally();
  readonly causes = new CauseBook();
  readonly diary = new CallDiary();
  readonly plan: FaultPlan;
  readonly random: () => number;
  killer: Killer | undefined;
  /** A service that is down: half of its calls are answered 503, half not at all. */
  down: FunctionCall["service"] | undefined;
  /** No call meets a fault; the books are kept all the same. */
  isCalm = false;

  constructor(
    seed: number,
    percents: FaultPercents,
    readonly orderNamed: (pickupName: string) => string | undefined = () => undefined,
  ) {
    this.plan = new FaultPlan(seed, percents);
    this.random = randomFrom(seed, "wire");
  }

  fault(call: FunctionCall): WireFault | undefined {
    if (this.isCalm) return undefined;
    if (call.service === this.down) {
      this.tally.calledInVain(call);
      return this.random() < 0.5 ? "unavailable" : "silent";
    }
    const fault = this.plan.decide(call);
    this.tally.called(call, fault);
    return fault;
  }

  /** From now on the functions are left alone; the books are kept. */
  end(): void {
    this.isCalm = true;
    this.killer = undefined;
  }
}
