// `npm run test:crash [-- <deaths> <orders each>]`: the shop dies in every way, again and again; every order is accounted for.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { numbers, table, words } from "../../cli/table";
import { newFolder, projectWith, removeFolder } from "../journeys/open-shop";
import { type Count, DEATHS, DEATHS_ON_A_FULL_DISK, type Death, DyingShop, isFair } from "./deaths";

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

const counts: Count[] = [];
let accepted = 0;

const dieIn = async (folder: string, ways: readonly Death[], times: number): Promise<void> => {
  let other: string | undefined;
  const otherProject = () => (other ??= projectWith({ baristaTimeoutSeconds: 11 }, folder));
  const shop = new DyingShop(folder, console.log, otherProject);
  try {
    for (let death = 0; death < times; death += 1) {
      const way = ways[death % ways.length];
      if (way) counts.push(await shop.die(way, orders));
    }
    counts.push(await shop.drain());
  } finally {
    accepted += shop.orders;
    await shop.close();
  }
};

const mount = (...args: string[]): boolean => spawnSync(args[0] ?? "", args.slice(1)).status === 0;

const main = async (): Promise<number> => {
  const [folder, disk] = [newFolder(), newFolder()];
  const isMounted = mount("mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", disk);
  try {
    await dieIn(folder, DEATHS, deaths);
    if (isMounted) await dieIn(join(disk, "shop"), DEATHS_ON_A_FULL_DISK, 2);
    else console.log("left out, since nothing can be mounted here: the ways to die on a full disk");
  } finally {
    if (isMounted) mount("umount", disk);
    for (const made of [folder, disk]) removeFolder(made);
    const rows = [...new Set(counts.map(({ way }) => way))].map((way) => sumOf(way, counts));
    const text = table(
      HEADINGS,
      rows.map((row) => row.slice(0, -1)),
    ).join("\n");
    console.log(`\n${text}\n\n${rows.reduce((sum, row) => sum + Number(row[1]), 0)} deaths, ${accepted} orders`);
  }
  const known = [...DEATHS, ...DEATHS_ON_A_FULL_DISK];
  const unfair = counts.filter(
    (count) =>
      !isFair(
        count,
        known.find(({ way }) => way === count.way),
      ),
  );
  for (const { way, lost, said } of unfair) console.log(`BROKEN ${way}: ${lost} lost (${said})`);
  return unfair.length === 0 ? 0 : 1;
};

void main().then((code) => {
  process.exitCode = code;
});
