import { StoppedClock } from "../lambda/support/memory-idempotency";

interface Appointment {
  readonly at: number;
  readonly happen: () => void;
  cancelled: boolean;
}

/** A clock on which days pass in microseconds, from appointment to appointment: a story always takes the same course. */
export class VirtualClock extends StoppedClock {
  /** The next one is last. */
  private readonly agenda: Appointment[] = [];

  /** Lets something happen at a time (epoch milliseconds), after all that was noted for it before. Returns what cancels that. */
  at(time: number, happen: () => void): () => void {
    const appointment = { at: Math.max(time, this.now()), happen, cancelled: false };
    let low = 0;
    let high = this.agenda.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.agenda[middle]?.at ?? 0) > appointment.at) low = middle + 1;
      else high = middle;
    }
    this.agenda.splice(low, 0, appointment);
    return () => {
      appointment.cancelled = true;
    };
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.at(this.now() + milliseconds, wake));
  }

  /** Lets time pass until nothing is left to happen; with an end, until then. */
  async run(end = Number.POSITIVE_INFINITY): Promise<void> {
    await settled();
    for (let next = this.agenda.at(-1); next !== undefined && next.at <= end; next = this.agenda.at(-1)) {
      this.agenda.pop();
      if (next.cancelled) continue;
      this.pass(next.at - this.now());
      next.happen();
      await settled();
    }
    if (Number.isFinite(end)) this.pass(Math.max(0, end - this.now()));
  }
}

/** Until every promise has run as far as it can without an appointment. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
