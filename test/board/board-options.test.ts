import { BOARD_USAGE, dollarsPerDay, readBoardOptions } from "../../board/board-options";

describe("the options of the board", () => {
  test("show the local shop unless AWS is named, and are read only there", () => {
    expect(readBoardOptions([])).toMatchObject({ kind: "open", target: "local", changesAllowed: false });
    expect(readBoardOptions(["--target", "aws", "--profile", "me", "--region", "eu-west-1", "--port", "0"])).toEqual({
      kind: "open",
      target: "aws",
      profile: "me",
      region: "eu-west-1",
      port: 0,
      changesAllowed: false,
    });
    expect(readBoardOptions(["--target", "aws", "--allow-changes"])).toMatchObject({ changesAllowed: true });
  });

  test.each([
    [["--target", "mars"], "--target must be local or aws, not mars"],
    [["--region", "eu-west-1"], "--region is for a shop on AWS: use it with --target aws"],
    [["--allow-changes"], "--allow-changes is for a shop on AWS"],
    [["--target", "aws", "--port", "99999"], "--port must be a port from 0 to 65535"],
    [["--nonsense"], "--nonsense"],
  ])("say what is wrong: %j", (args, message) => {
    expect(readBoardOptions(args)).toEqual({ kind: "wrong", message: expect.stringContaining(message) });
  });

  test("name the requests that are made, and what they cost", () => {
    expect(BOARD_USAGE).toContain("at most 46 requests a minute, 44 of them to SQS: $0.025 a day");
    expect(BOARD_USAGE).toContain("at most 3 requests a minute, to SQS: $0.002 a day");
    expect(dollarsPerDay(44)).toBeCloseTo(0.0253, 4);
  });
});
