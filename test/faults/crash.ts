// `npm run test:crash [-- <deaths> <orders each>]`: the shop dies in every way, again and again; every order is accounted for.
import { numbers, table, words } from "../../cli/table";
import { newFolder, projectWith, removeFolder } from "../journeys/open-shop";
import { type Count, DEATHS, DyingShop, isFair } from "./deaths";

const [deaths = 42, orders = 100] = process.argv.slice(2).map(Number);

const sumOf = (way: string, counts: readonly Count[]): string[] => {
  const all = counts.filter((count) => count.way === way);
  const sum = (key: "deaths" | "accepted" | "lost" | "lostBefore") =>
    String(all.reduce((total, count) => total + count[key], 0));
  const { ready, waiting, dead } = all.at(-1) ?? { ready: 0, waiting: 0, dead: 0 };
  const said = all.map((count) => count.said).join("; ");
  return [
    way,
    sum("deaths"),
    sum("accepted"),
    ...[ready, waiting, dead].map(String),
    sum("lost"),
    sum("lostBefore"),
    said,
  ];
};

const HEADINGS = [
  ...words("way to die"),
  ...numbers("deaths", "accepted", "ready so far", "waiting", "dead", "lost", "before the last second"),
];

const main = async (): Promise<number> => {
  const folder = newFolder();
  let other: string | undefined;
  const otherProject = () => (other ??= projectWith({ baristaTimeoutSeconds: 11 }, folder));
  const shop = new DyingShop(folder, console.log, otherProject);
  const counts: Count[] = [];
  try {
    for (let death = 0; death < deaths; death += 1) {
      const way = DEATHS[death % DEATHS.length];
      if (way) counts.push(await shop.die(way, orders));
    }
    counts.push(await shop.drain());
  } finally {
    await shop.close();
    removeFolder(folder);
    const rows = [...new Set(counts.map(({ way }) => way))].map((way) => sumOf(way, counts));
    const text = table(
      HEADINGS,
      rows.map((row) => row.slice(0, -1)),
    ).join("\n");
    console.log(`\n${text}\n\n${counts.length - 1} deaths, ${shop.orders} orders`);
  }
  const unfair = counts.filter(
    (count) =>
      !isFair(
        count,
        DEATHS.find(({ way }) => way === count.way),
      ),
  );
  for (const { way, lost, said } of unfair) console.log(`BROKEN ${way}: ${lost} lost (${said})`);
  return unfair.length === 0 ? 0 : 1;
};

void main().then((code) => {
  process.exitCode = code;
});
