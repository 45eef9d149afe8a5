/**
 * What became of an attempt to tell a customer: SNS took the message, or nobody will ever take it, and why (in words
 * without the contact). An attempt that may succeed later is rejected instead.
 */
export type Delivery = "sent" | { readonly undeliverable: string };
