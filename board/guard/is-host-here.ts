const NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether the Host header of a request names this machine, on whatever port. */
export const isHostHere = (host: string | undefined): boolean => {
  if (host === undefined || !/^[\w.[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false;
  return NAMES.has(new URL(`http://${host}`).hostname);
};
