/**
 * The address at which the engine answers for a function URL: `https://<id>.lambda-url.<region>.on.aws/` exists in AWS
 * only. Anything else is returned as it is.
 */
export const functionUrlHere = (value: string, endpoint: string): string => {
  const id = /^https:\/\/([a-z0-9-]+)\.lambda-url\.[a-z0-9-]+\.on\.aws\/?$/.exec(value)?.[1];
  return id === undefined ? value : `${endpoint}/_aws/lambda-url/${id}/`;
};

/** The way back: the address by which everybody else, and a subscription, knows the function. */
export const functionUrlAtAws = (value: string, region: string): string => {
  const id = /\/_aws\/lambda-url\/([a-z0-9-]+)\/?$/.exec(value)?.[1];
  return id === undefined ? value : `https://${id}.lambda-url.${region}.on.aws/`;
};
