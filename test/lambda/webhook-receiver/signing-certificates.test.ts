import {
  CERTIFICATE_KEPT_MS,
  CertificateRefused,
  MAX_KEPT_CERTIFICATES,
  SigningCertificates,
} from "../../../lambda/webhook-receiver/signing-certificates";
import { StoppedClock } from "../support/memory-idempotency";
import { SNS } from "./support/sns";

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
    expect(results.map((result) => result.status === "rejected" && result.reason)).toEqual([
      expect.any(CertificateRefused),
      expect.any(CertificateRefused),
    ]);
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
