import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moveKeptState, noteKeptState, readKeptState } from "../../local/kept-state";
import { eachTestHasAFolder } from "../support/folder";

const folder = eachTestHasAFolder();
const file = () => join(folder(), "kept-state.json");

const state = {
  fingerprint: "abc",
  engineState: "since-1",
  enginePort: 4566,
  outputs: { Orders: { QueueUrl: "http://localhost:4566/000000000000/Orders", TableName: "IdempotencyStore" } },
};

describe("the note about kept state", () => {
  test("is read as it was written", () => {
    noteKeptState(file(), state);
    expect(readKeptState(file())).toEqual(state);
  });

  test.each(["", "{", "[]", '{"fingerprint":"abc"}'])("is not trusted when it reads %p", (text) => {
    writeFileSync(file(), text);
    expect(readKeptState(file())).toBeUndefined();
  });

  test("is not there after a shop that was not closed in order", () => {
    expect(readKeptState(file())).toBeUndefined();
  });
});

describe("kept state that moves to another port", () => {
  test("names the new port in every queue URL", () => {
    const sqs = join(folder(), "sqs.json");
    const engine = '{"url":"http://localhost:4566/000000000000/Orders","other":"http://localhost:45660/x"}';
    writeFileSync(sqs, engine);
    const moved = moveKeptState(folder(), state, 4567);
    expect(moved).toEqual({
      ...state,
      enginePort: 4567,
      outputs: { Orders: { QueueUrl: "http://localhost:4567/000000000000/Orders", TableName: "IdempotencyStore" } },
    });
    expect(readFileSync(sqs, "utf8")).toBe(engine.replace("4566/", "4567/"));
  });

  test("is left alone when the port is the same", () => {
    expect(moveKeptState(join(folder(), "missing"), state, 4566)).toBe(state);
  });
});
