import fc from "fast-check";
import { cupCount } from "../../board/page/orders-queue";
import type { DepthSample } from "../../board/state";
import { ChangeRing } from "../../board/stream/state-feed";
import { SEED } from "../lambda/support/seed";
import { feedWith, follow } from "./support/a-board";

test(`of the cups of a queue no order is left out or drawn twice, and never more than three rows are drawn (seed ${SEED})`, () => {
  const count = fc.nat(200_000);
  fc.assert(
    fc.property(count, count, fc.integer({ min: 6, max: 60 }), (waiting, inHand, columns) => {
      const { inFlight, full, more } = cupCount(waiting, inHand, columns);
      expect(inFlight + full + more).toBe(waiting + inHand);
      expect(inFlight + full).toBeLessThanOrEqual(3 * columns);
      expect(inFlight).toBeLessThanOrEqual(inHand);
      expect(full).toBeLessThanOrEqual(waiting);
    }),
  );
});

test(`the state of the board, as a page puts it together, comes out the same however often somebody polls (model, seed ${SEED})`, () => {
  const step = fc.record({
    waiting: fc.nat(3),
    barista: fc.constantFrom("Enabled", "Disabled"),
    depth: fc.boolean(),
    polls: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (steps, kept) => {
      const feed = feedWith(new ChangeRing(kept));
      let depth: DepthSample[] = [];
      let seen = follow(undefined, feed);
      steps.forEach(({ waiting, barista, depth: more, polls }, at) => {
        const added: DepthSample[] = more ? [[at, waiting, 0]] : [];
        depth = [...depth, ...added];
        feed.update({ at, deadLetter: { waiting }, barista: { state: barista } }, depth, added);
        if (polls) seen = follow(seen, feed);
      });
      seen = follow(seen, feed);
      const { at: _, ...all } = feed.now;
      expect(seen).toMatchObject(all);
      expect(seen?.depth).toEqual(feed.now.depth);
    }),
  );
});
