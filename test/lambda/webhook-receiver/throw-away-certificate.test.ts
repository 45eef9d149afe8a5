import { verify, X509Certificate } from "node:crypto";
import { throwAwayCertificate } from "../../../local/sns-delivery/throw-away-certificate";

describe("a throw-away certificate", () => {
  const { certificate, sign } = throwAwayCertificate();
  const read = new X509Certificate(certificate);

  test("is valid now and for a year, in the name of SNS, and vouches for itself", () => {
    const days = (time: string) => Math.round((Date.parse(time) - Date.now()) / 86_400_000);
    expect([days(read.validFrom), days(read.validTo)]).toEqual([-1, 365]);
    expect(read.checkHost("sns.amazonaws.com")).toBe("sns.amazonaws.com");
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2_048 });
  });

  test("lets others verify what was signed with its key", () => {
    const signature = Buffer.from(sign("Ein Kännchen ☕"), "base64");
    expect(verify("sha256", Buffer.from("Ein Kännchen ☕"), read.publicKey, signature)).toBe(true);
    expect(verify("sha256", Buffer.from("Ein Kännchen"), read.publicKey, signature)).toBe(false);
  });

  test("is another one each time", () => {
    const other = new X509Certificate(throwAwayCertificate().certificate);
    expect(other.serialNumber).not.toBe(read.serialNumber);
    expect(other.publicKey.equals(read.publicKey)).toBe(false);
  });
});
