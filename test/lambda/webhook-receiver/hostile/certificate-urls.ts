import { words } from "../../support/words";
import { fitting, type Hostile } from "../support/hostile";
import { ATTACKER, CERTIFICATE_URL } from "../support/sns";

const FILE = "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
const HOST = "sns.eu-west-1.amazonaws.com";

/** Deliveries signed by the attacker, with the attacker's certificate at an address that might pass for one of SNS. */
export const certificateUrls: readonly Hostile[] = [
  ...words(`
    https://example.com/ https://example.com/${FILE} https://${HOST}.example.com/${FILE}
    https://${HOST}example.com/${FILE} https://evil-${HOST}/${FILE} https://evil.${HOST}/${FILE}
    https://${HOST}@example.com/${FILE} https://sns:key@${HOST}/${FILE}
  `),
  `https://example.com\\@${HOST}/${FILE}`,
  `https://example.com/?${CERTIFICATE_URL}`,
  `https://example.com/#${CERTIFICATE_URL}`,
  ...words(`
    https://${HOST}:443/${FILE} https://${HOST}:8443/${FILE} https://${HOST}./${FILE}
    https://SNS.eu-west-1.amazonaws.com/${FILE} HTTPS://${HOST}/${FILE}
    https://sns.eu-west-2.amazonaws.com/${FILE} https://sns.eu-west-1.amazonaws.com.cn/${FILE}
    https://sns.us-gov-west-1.amazonaws.com/${FILE} https://sns.amazonaws.com/${FILE}
    https://sns-eu-west-1-amazonaws.com/${FILE} https://snsXeu-west-1.amazonaws.com/${FILE}
    https://sns.eu-west-1.amazonaws.com%2eexample.com/${FILE} https://s3.eu-west-1.amazonaws.com/${FILE}
    https://attacker.s3.amazonaws.com/${FILE} http://${HOST}/${FILE} ftp://${HOST}/${FILE}
    file:///${HOST}/${FILE} //${HOST}/${FILE} https:/${HOST}/${FILE}
    data:application/x-pem-file;base64,AAAA http://169.254.169.254/latest/meta-data/${FILE}
    https://[fd00:ec2::254]/${FILE} https://127.0.0.1/${FILE} http://localhost:4566/${FILE}
    https://54.239.34.145/${FILE} https://${HOST}/ https://${HOST}/?Action=ListTopics#/${FILE}
    https://${HOST}//${FILE} https://${HOST}/x/../${FILE} https://${HOST}/x/${FILE}
    https://${HOST}/%53impleNotificationService-0123456789abcdef0123456789abcdef.pem
    https://${HOST}/SimpleNotificationService-0123456789ABCDEF0123456789ABCDEF.pem
    https://${HOST}/SimpleNotificationService-0123456789abcdef.pem
    https://${HOST}/SimpleNotificationService-0123456789abcdef0123456789abcdefff.pem
    https://${HOST}/SimpleNotificationService.pem
  `),
  ...[`${CERTIFICATE_URL}?version=2`, `${CERTIFICATE_URL}#x`, `${CERTIFICATE_URL}/`, `${CERTIFICATE_URL}\n`],
  ...[`${CERTIFICATE_URL}\u0000`, ` ${CERTIFICATE_URL}`, ""],
].map((SigningCertURL) =>
  fitting(
    `a certificate at ${JSON.stringify(SigningCertURL)}`,
    "certificate-url",
    { SigningCertURL },
    { by: ATTACKER, certificate: () => new Response(ATTACKER.certificate) },
  ),
);
