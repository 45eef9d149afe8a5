import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cleanEnvironment, towardsEngine } from "../../../local/clean-environment";
import { useGivenEngine } from "../../../local/engine/given-engine";
import type { Opening } from "../../../local/opening";

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

const VARIABLES = {
  AWS_USE_FIPS_ENDPOINT: "true",
  AWS_USE_DUALSTACK_ENDPOINT: "true",
  AWS_ENDPOINT_URL_STS: "http://localhost:1",
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
};

test.each(Object.entries(VARIABLES))("a given engine is found whatever %s says", async (name, value) => {
  const server = createServer(
    (_, response) => void response.writeHead(200, { "content-type": "text/xml" }).end(IDENTITY),
  );
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
  process.env[name] = value;
  try {
    // It is asked who it is before anything else is touched.
    await expect(useGivenEngine({} as Opening, endpoint)).rejects.toThrow(
      `${endpoint} answers for account 123456789012`,
    );
  } finally {
    delete process.env[name];
    server.close();
  }
});

test.each(Object.keys(VARIABLES))("%s reaches neither the engine nor cdk", (name) => {
  expect({ ...cleanEnvironment("/scratch"), ...towardsEngine("http://localhost:4566") }).not.toHaveProperty(name);
});
