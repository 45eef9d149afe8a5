import { serveOrders } from "../../../lambda/barista/serve-orders";
import { FUNCTION_MS } from "./bar";
import { delivered } from "./deliveries";
import type { StoppedClock } from "./memory-ledger";
import { Invocation, type Tape, type World } from "./troubled-bar";

const BATCH = 10;
const MAX_RECEIVES = 5;
const MAX_ROUNDS = 2_000;

interface Message {
  readonly body: string;
  messageId: string;
  visibleAt: number;
  receives: number;
}

/**
 * A model of the orders queue, its event source and an operator who redrives at once: visible messages go out in batches
 * of up to ten, to two baristas at a time; what is not handed back is deleted, unless the barista crashed or the
 * deletion got lost; after five receives a message comes back as a stranger, under a new message id.
 */
export class EventSource {
  private readonly messages: Message[];
  private redriven = 0;

  constructor(
    bodies: readonly string[],
    private readonly clock: StoppedClock,
    private readonly visibilityMs: number,
  ) {
    this.messages = bodies.map((body, place) => ({ body, messageId: `message-${place}`, visibleAt: 0, receives: 0 }));
  }

  /** Delivers until the queue is empty. Rejects when it never is. */
  async deliverUntilQuiet(world: World, tape: Tape): Promise<void> {
    for (let round = 0; this.messages.length > 0; round += 1) {
      if (round === MAX_ROUNDS) throw new Error(`still in the queue: ${this.messages.map(({ body }) => body).join()}`);
      await Promise.all([this.receive(), this.receive()].map((batch) => this.deliver(batch, world, tape)));
      this.clock.pass(500);
    }
  }

  private receive(): readonly Message[] {
    const now = this.clock.now();
    const batch = this.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, BATCH);
    for (const message of batch) {
      message.visibleAt = now + this.visibilityMs;
      message.receives += 1;
      if (message.receives > MAX_RECEIVES) {
        this.redriven += 1;
        message.messageId = `redriven-${this.redriven}`;
        message.receives = 1;
      }
    }
    return batch;
  }

  private async deliver(batch: readonly Message[], world: World, tape: Tape): Promise<void> {
    if (batch.length === 0) return;
    const invocation = new Invocation(world, tape);
    const event = { Records: batch.map(({ body, messageId }) => delivered(body, messageId)) };
    const { batchItemFailures } = await serveOrders(event, invocation.bar, this.clock.now() + FUNCTION_MS);
    if (invocation.crashed) {
      for (const { body } of batch) excuseDeadLetters(world, body);
      return;
    }
    const back = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of batch) {
      if (back.has(message.messageId)) continue;
      if (tape.next().fate === "works") this.messages.splice(this.messages.indexOf(message), 1);
      else excuseDeadLetters(world, message.body);
    }
  }
}

/** A message that outlives its deletion may reach the dead-letter queue once more. */
const excuseDeadLetters = ({ deadLetters }: World, body: string): void => {
  for (const letter of deadLetters) if (letter.body === body) letter.excused = true;
};
