import { readSettings } from "../../lib/settings/stage-settings";
import { readable } from "./readable-template";
import { awsSettings, templatesWith } from "./synthesize";

const everythingOn = readSettings("example");

describe("the template of a stack, on AWS", () => {
  it("of the orders stack, with everything on, changes only on purpose", () => {
    expect(readable(templatesWith(everythingOn).orders)).toMatchSnapshot();
  });

  it("of the newsletters stack, with everything on, changes only on purpose", () => {
    expect(readable(templatesWith(everythingOn).newsletters)).toMatchSnapshot();
  });

  it("of the exhibit changes only on purpose", () => {
    expect(readable(templatesWith(everythingOn).exhibit)).toMatchSnapshot();
  });
});

describe("a snapshot", () => {
  it("shows no hash that changes with every edit of a handler", () => {
    const { orders, newsletters } = templatesWith(awsSettings());
    expect(readable(orders) + readable(newsletters)).not.toMatch(/[0-9a-f]{64}/);
  });

  it("shows nobody's address or number", () => {
    const { orders, newsletters } = templatesWith(everythingOn);
    expect(JSON.stringify(newsletters.toJSON())).toContain("customer1@example.com");
    expect(readable(orders) + readable(newsletters)).not.toMatch(/@example|\+1555/);
  });
});
