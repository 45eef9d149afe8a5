/** Rows of cups before the rest becomes a stack with a count. */
const ROWS = 3;

/** Cups whose room the stack with its count takes. */
const STACK_CUPS = 4;

/** How a queue is drawn: cups in hand first, the oldest, then waiting ones, and what does not fit as a number. */
export const cupCount = (waiting, inHand, columns) => {
  const room = ROWS * columns;
  const all = waiting + inHand;
  const drawn = all <= room ? all : room - STACK_CUPS;
  const hand = Math.min(inHand, drawn);
  return { hand, full: Math.min(waiting, drawn - hand), more: all - drawn };
};
