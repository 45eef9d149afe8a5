/** The region the local shop is in. */
export const LOCAL_REGION = "us-east-1";
