import { chunks, inParallel } from "../../../lambda/messaging/aws-clients";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("work in parallel", () => {
  test.each([
    [0, 3, 0],
    [2, 3, 2],
    [20, 3, 3],
  ])("of %i items, %i at most, is done once each, %i at a time", async (count, most, seen) => {
    let atWork = 0;
    let busiest = 0;
    const done: number[] = [];
    await inParallel([...Array(count).keys()], most, async (item) => {
      atWork += 1;
      busiest = Math.max(busiest, atWork);
      await tick();
      atWork -= 1;
      done.push(item);
    });
    expect(done).toEqual([...Array(count).keys()]);
    expect(busiest).toBe(seen);
  });

  test("begins nothing more once it is over", async () => {
    const over = new AbortController();
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await tick();
      if (item === 3) over.abort();
    };
    await inParallel([1, 2, 3, 4, 5, 6, 7, 8], 2, work, over.signal);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  test("rejects with the first error", async () => {
    const work = async (item: number) => {
      if (item === 2) throw new RangeError("two");
    };
    await expect(inParallel([1, 2, 3], 1, work)).rejects.toThrow(RangeError);
  });
});

test.each([
  [0, []],
  [2, [2]],
  [3, [3]],
  [7, [3, 3, 1]],
])("a list of %i is cut into threes, in its order", (count, sizes) => {
  const list = [...Array(count).keys()];
  expect(chunks(list, 3).map((piece) => piece.length)).toEqual(sizes);
  expect(chunks(list, 3).flat()).toEqual(list);
});
