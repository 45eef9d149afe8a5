import type { ServerResponse } from "node:http";
import {
  CertificateUnreachable,
  downloadCertificate,
  MAX_CERTIFICATE_BYTES,
} from "../../../lambda/webhook-receiver/download-certificate";
import {
  CERTIFICATE_KEPT_MS,
  CertificateRefused,
  MAX_KEPT_CERTIFICATES,
  SigningCertificates,
} from "../../../lambda/webhook-receiver/signing-certificates";
import { type LocalServer, localServer } from "../support/local-server";
import { StoppedClock } from "../support/memory-idempotency";
import { SNS } from "./support/sns";

const servers: LocalServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const serve = async (reply: (response: ServerResponse) => void): Promise<LocalServer> => {
  const server = await localServer((_, response) => reply(response));
  servers.push(server);
  return server;
};

/** Fetches from a host on this machine that answers as told. */
const download = async (reply: (response: ServerResponse) => void, timeoutMs = 4_000): Promise<string> => {
  const { url } = await serve(reply);
  return downloadCertificate(timeoutMs)(`${url}/certificate.pem`);
};
const spelled =
  (status: number, text = SNS.certificate) =>
  (response: ServerResponse) =>
    void response.writeHead(status).end(text);

describe("the host of the certificates (a local stand-in)", () => {
  test("is asked once and its answer taken as it is", async () => {
    expect(await download(spelled(200))).toBe(SNS.certificate);
    expect(servers[0]?.requests).toEqual([""]);
  });

  test.each([403, 404, 400, 408, 429, 500, 503])("says %d: there is none, or it may know later", async (status) => {
    const expected = status === 403 || status === 404 ? CertificateRefused : CertificateUnreachable;
    await expect(download(spelled(status))).rejects.toThrow(expected);
  });

  test.each([301, 302, 303, 307, 308])("sends elsewhere with %d: nobody goes there", async (status) => {
    const elsewhere = await serve(spelled(200));
    const redirect = (response: ServerResponse) => void response.writeHead(status, { location: elsewhere.url }).end();
    await expect(download(redirect)).rejects.toThrow(CertificateUnreachable);
    expect(elsewhere.requests).toEqual([]);
  });

  test("may send up to 16 KiB, and not a byte more", async () => {
    expect(await download(spelled(200, "x".repeat(MAX_CERTIFICATE_BYTES)))).toHaveLength(MAX_CERTIFICATE_BYTES);
    await expect(download(spelled(200, "x".repeat(MAX_CERTIFICATE_BYTES + 1)))).rejects.toThrow(CertificateRefused);
  });

  test("sends without end: it is cut off at the limit", async () => {
    let sent = 0;
    const endless = (response: ServerResponse): void => {
      const more = (): void => {
        while (!response.destroyed && sent < 50_000_000) {
          sent += 4_096;
          if (!response.write("x".repeat(4_096))) return void response.once("drain", more);
        }
      };
      more();
    };
    await expect(download(endless)).rejects.toThrow(CertificateRefused);
    expect(sent).toBeLessThan(50_000_000);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ["says nothing", () => undefined],
    ["begins and never ends", (response) => void response.writeHead(200).write("-----BEGIN")],
    ["hangs up", (response) => void response.destroy()],
  ])("%s: it is given up in time", async (_, reply) => {
    const started = Date.now();
    await expect(download(reply, 200)).rejects.toThrow(CertificateUnreachable);
    expect(Date.now() - started).toBeLessThan(4_000);
  });

  test("is not there", async () => {
    const server = await serve(() => undefined);
    await server.close();
    await expect(downloadCertificate()(server.url)).rejects.toThrow(CertificateUnreachable);
  });
});

/** Certificates from a host that answers as told. */
const kept = (answer: (url: string) => Promise<string> = async () => SNS.certificate) => {
  const clock = new StoppedClock();
  const fetched: string[] = [];
  const certificates = new SigningCertificates((url) => {
    fetched.push(url);
    return answer(url);
  }, clock.now);
  return { clock, fetched, certificates };
};

describe("a certificate is fetched", () => {
  test("once for many requests at the same time", async () => {
    const { certificates, fetched } = kept();
    const [one, ...others] = await Promise.all(Array.from({ length: 20 }, () => certificates.at("a")));
    expect(new Set(others)).toEqual(new Set([one]));
    expect(fetched).toEqual(["a"]);
  });

  test("once an hour", async () => {
    const { certificates, fetched, clock } = kept();
    await certificates.at("a");
    clock.pass(CERTIFICATE_KEPT_MS - 1);
    await certificates.at("a");
    expect(fetched).toEqual(["a"]);
    clock.pass(1);
    await certificates.at("a");
    expect(fetched).toEqual(["a", "a"]);
  });

  test("for each address", async () => {
    const { certificates, fetched } = kept();
    await Promise.all([certificates.at("a"), certificates.at("b")]);
    expect(fetched).toEqual(["a", "b"]);
  });

  test("again after a failure, which all who waited for it hear of", async () => {
    let well = false;
    const { certificates, fetched } = kept(async () => (well ? SNS.certificate : "<html>"));
    const results = await Promise.allSettled([certificates.at("a"), certificates.at("a")]);
    const refused = { status: "rejected", reason: expect.any(CertificateRefused) };
    expect(results).toEqual([refused, refused]);
    well = true;
    await certificates.at("a");
    expect(fetched).toEqual(["a", "a"]);
  });
});

describe("what is kept", () => {
  test("are a few: the oldest makes room", async () => {
    const { certificates, fetched } = kept();
    for (let place = 0; place <= MAX_KEPT_CERTIFICATES; place += 1) await certificates.at(`${place}`);
    await certificates.at("1");
    expect(fetched).toHaveLength(MAX_KEPT_CERTIFICATES + 1);
    await certificates.at("0");
    expect(fetched).toHaveLength(MAX_KEPT_CERTIFICATES + 2);
  });

  test("are certificates: no number of forged addresses pushes one out", async () => {
    const { certificates, fetched } = kept(async (url) => (url === "genuine" ? SNS.certificate : ""));
    await certificates.at("genuine");
    for (let place = 0; place < 50; place += 1) await certificates.at(`forged-${place}`).catch(() => undefined);
    await certificates.at("genuine");
    expect(fetched.filter((url) => url === "genuine")).toHaveLength(1);
  });
});
