import {
  anywhere,
  DEAD,
  expectAllMoved,
  letTimePass,
  ORDERS,
  redriveOnce,
  runAndDie,
  withDeadOrders,
} from "../cli/support/redrive-queues";
import { orderId } from "../lambda/support/orders";

describe("a redrive that is killed and repeated loses nothing", () => {
  test.each([true, false])(
    "at every step of a run of 13 messages (the last call takes effect: %s)",
    async (takesEffect) => {
      const undisturbed = withDeadOrders(13);
      await redriveOnce(undisturbed);
      const steps = undisturbed.calls.length;
      expect(steps).toBeGreaterThan(26);
      for (let atCall = 1; atCall <= steps; atCall++) {
        const fake = withDeadOrders(13);
        await runAndDie(fake, 13, { atCall, takesEffect });
        expect((await redriveOnce(fake)).result).toMatchObject({ failed: 0, kept: 0 });
        expectAllMoved(fake, 13, 1);
      }
    },
  );

  test("fifty times over 1,000 messages, and ends", async () => {
    const fake = withDeadOrders(1_000);
    for (let kill = 0; kill < 50; kill++) {
      await runAndDie(fake, 1_000, { atCall: 2 + ((kill * 7) % 40), takesEffect: kill % 2 === 0 });
    }
    expect(fake.of(DEAD).length).toBeGreaterThan(0);
    await redriveOnce(fake);
    expectAllMoved(fake, 1_000, 50);
  });

  test("while it drops chosen ones: the others stay, the chosen go", async () => {
    const isChosen = ({ orderId: id }: { orderId: string | null }) => id === orderId(2);
    for (let atCall = 1; atCall <= 5; atCall++) {
      const fake = withDeadOrders(3);
      await redriveOnce(fake, { action: "drop", isChosen }, { death: { atCall, takesEffect: true } }).catch(() => {});
      letTimePass(fake);
      await redriveOnce(fake, { action: "drop", isChosen });
      expect([...anywhere(fake)]).toEqual([orderId(1), orderId(3)]);
      expect(fake.of(ORDERS)).toEqual([]);
    }
  });
});
