import { SHOP_RECEIVER } from "../lib/settings/subscribers";

/** A customer of the settings. */
export interface KnownCustomer {
  readonly customer: string;
  readonly subscriptions: readonly {
    readonly newsletter?: string;
    readonly protocol: string;
    readonly endpoint: string;
  }[];
}

/** A subscription as Amazon SNS lists it. */
export interface Listed {
  readonly newsletter?: string | undefined;
  readonly protocol: string;
  readonly endpoint: string;
}

/** Protocols as customers call them; a local shop's webhooks speak http. */
const CALLED: Readonly<Record<string, string>> = { application: "push", http: "https" };

/** What customers call a protocol of Amazon SNS. */
export const protocolName = (atSns: string): string => CALLED[atSns] ?? atSns;

/** The customer of the settings whose subscription this is; null when it is nobody's there. */
export const ownerOf = (customers: readonly KnownCustomer[], listed: Listed): string | null =>
  customers.find(({ subscriptions }) =>
    subscriptions.some(
      (one) =>
        one.protocol === protocolName(listed.protocol) &&
        (one.endpoint === listed.endpoint ||
          (one.endpoint === SHOP_RECEIVER && one.newsletter === listed.newsletter && isFunctionUrl(listed.endpoint))),
    ),
  )?.customer ?? null;

/** The only function URL that anybody subscribes is that of the shop's own webhook receiver. */
const isFunctionUrl = (endpoint: string): boolean =>
  URL.canParse(endpoint) && new URL(endpoint).hostname.includes(".lambda-url.");
