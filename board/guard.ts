import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether the Host header of a request names this machine, on whatever port. */
const isHostHere = (host: string | undefined): boolean => {
  if (host === undefined || !/^[\w.[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false;
  return NAMES.has(new URL(`http://${host}`).hostname);
};

/** What a browser says about where a request comes from, when it comes from this board's own page or its user. */
const OWN_SITES = new Set(["same-origin", "none"]);

/**
 * Turns away requests that a page of somebody else's makes: one whose name was made to lead here (DNS rebinding) names
 * another host, and one that asks from afar (request forgery) names another origin. Other ports of this machine are other
 * origins too.
 *
 * Browsers send `Origin` with everything but simple reads, and `Sec-Fetch-Site` with those. Programs send neither.
 *
 * @param isOpenToLinks whether somebody may come there by a link on another page
 */
export const checkHostAndOrigin =
  (isOpenToLinks: (path: string) => boolean): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header("host");
    if (!isHostHere(host)) {
      return c.json({ error: "this shop serves its own machine only: ask for it as localhost" }, 403);
    }
    const origin = c.req.header("origin");
    const site = c.req.header("sec-fetch-site");
    const isFromAfar =
      origin === undefined
        ? site !== undefined && !OWN_SITES.has(site)
        : origin.toLowerCase() !== `http://${host}`.toLowerCase();
    const isFollowedLink =
      c.req.method === "GET" && c.req.header("sec-fetch-mode") === "navigate" && isOpenToLinks(c.req.path);
    if (isFromAfar && !isFollowedLink) {
      return c.json({ error: "this shop takes no requests from pages of other sites" }, 403);
    }
    return next();
  };

/** Keeps a browser from doing more with any answer than the board means. */
export const securityHeaders: MiddlewareHandler = secureHeaders({
  // The chart and the page set styles of single elements; everything else comes from this board and nowhere else.
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  // The board is served without TLS.
  strictTransportSecurity: false,
});
