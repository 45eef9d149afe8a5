import { newFolder, removeFolder } from "../journeys/open-shop";
import { DEATHS, DyingShop, isFair } from "./deaths";

jest.setTimeout(900_000);

/** The rest is `npm run test:crash`. */
const WAYS = ["kill -9 of start.mjs", "in a rush: engine"];

/** The engine writes its state down several times a second, unless a busy machine keeps it from that. */
const BUSY_MACHINE_MS = 30_000;

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux(
  "a shop that dies keeps what its cashier accepted, but for the last second of an engine that is killed",
  async () => {
    const folder = newFolder();
    const shop = new DyingShop(
      folder,
      () => undefined,
      () => "",
      BUSY_MACHINE_MS,
    );
    try {
      for (const death of DEATHS.filter(({ way }) => WAYS.includes(way))) {
        const count = await shop.die(death, 40);
        expect({ count, isFair: isFair(count, death) }).toMatchObject({ isFair: true });
      }
      expect(await shop.drain()).toMatchObject({ waiting: 0, lost: 0 });
    } finally {
      await shop.close();
      removeFolder(folder);
    }
  },
);
