import { explainError } from "../../operations/shop-error";

/** Says why a shop cannot be seen: each reason once, until it is another or the shop has been seen meanwhile. */
export class Troubles {
  private last: string | undefined;

  /** @param complain is given a line for the one who started the board */
  constructor(private readonly complain: (line: string) => void) {}

  /** A look, or what was made of it, has failed. */
  met(error: unknown): void {
    const reason = explainError(error);
    if (reason === this.last) return;
    this.last = reason;
    this.complain(`the board cannot see the shop: ${reason}`);
  }

  /** A look has not failed. */
  over(): void {
    this.last = undefined;
  }
}
