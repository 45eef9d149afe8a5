import type { ServerResponse } from "node:http";
import {
  CertificateUnreachable,
  downloadCertificate,
  MAX_CERTIFICATE_BYTES,
} from "../../../lambda/webhook-receiver/download-certificate";
import { CertificateRefused } from "../../../lambda/webhook-receiver/signing-certificates";
import { type LocalServer, localServer } from "../support/local-server";
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

  test("may send up to 16 KiB", async () => {
    expect(await download(spelled(200, "x".repeat(MAX_CERTIFICATE_BYTES)))).toHaveLength(MAX_CERTIFICATE_BYTES);
  });

  test.each([403, 404])("says %d: there is no such certificate", async (status) => {
    await expect(download(spelled(status))).rejects.toThrow(CertificateRefused);
  });

  test.each([400, 408, 429, 500, 503])("says %d: it may know later", async (status) => {
    await expect(download(spelled(status))).rejects.toThrow(CertificateUnreachable);
  });

  test.each([301, 302, 303, 307, 308])("sends elsewhere with %d: nobody goes there", async (status) => {
    const elsewhere = await serve(spelled(200));
    const redirect = (response: ServerResponse) => void response.writeHead(status, { location: elsewhere.url }).end();
    await expect(download(redirect)).rejects.toThrow(CertificateUnreachable);
    expect(elsewhere.requests).toEqual([]);
  });

  test("sends a byte too many", async () => {
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
