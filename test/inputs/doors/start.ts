import { readOptions } from "../../../local/options";
import { parseShopFile } from "../../../operations/shop-file";
import { A_SHOP_FILE as FILE } from "../../cli/support/a-shop-file";
import { casesOf, type Door } from "../door";
import { inJson, lacking, NO_JSON, NO_NUMBER, NO_OBJECT, NO_TEXT, spoilt } from "../spoilt";
import { refusalOf } from "./parsed";

const ELSEWHERE = [
  "",
  "localhost:4566",
  "https://localhost:4566",
  "http://192.168.1.4:4566",
  "http://localhost.example.com:4566",
  "http://localhost@example.com:4566",
  "http://user:secret@localhost:4566",
  "https://sqs.eu-west-1.amazonaws.com",
  "file:///etc/passwd",
];

const readFile = (text: string): string => refusalOf(parseShopFile(text));

export const shopFile: Door = {
  good: () => readFile(JSON.stringify(FILE)),
  name: "shop.json",
  isOwnKeyboard: true,
  cases: casesOf(
    {
      ...NO_JSON,
      ...NO_OBJECT,
      ...inJson(lacking(FILE, ...Object.keys(FILE))),
      ...inJson(
        spoilt(FILE, {
          board: ELSEWHERE,
          cashier: [...NO_TEXT, ...ELSEWHERE],
          endpoint: ELSEWHERE,
          region: [...NO_TEXT, "", "home", "us-east-1/.."],
          account: [...NO_TEXT, "", "123456789012", 0],
          outputs: [...NO_TEXT, { Stack: "text" }, { Stack: { Output: 7 } }],
          pid: [...NO_NUMBER, 0, -1, 1.5],
        }),
      ),
    },
    readFile,
  ),
};

const NO_PORTS = ["-1", "65536", "3000.5", "http", "", "0x50", "1e3", " 80", "８０"];
const lines = [
  ...NO_PORTS.map((port) => `--port=${port}`),
  ...NO_PORTS.map((port) => `--engine-port=${port}`),
  ...[...ELSEWHERE, "http://localhost:4566/path", "http://localhost:4566?x"].map((address) => `--endpoint=${address}`),
  "--prot=1",
  "here",
  "--fresh=yes",
  "--folder=",
  "--port",
];

const readLine = (line: string): string => {
  const wish = readOptions([line], {});
  if (wish.kind !== "wrong") throw new Error(`was let in as ${wish.kind}`);
  return wish.message;
};

export const startOptions: Door = {
  good: () => readLine("--port=3000"),
  name: "the options of npm start",
  isOwnKeyboard: true,
  cases: casesOf(Object.fromEntries(lines.map((line) => [line, line])), readLine),
};
