/** This computer's own addresses (RFC 8252 §8.3). A file of its own, for what is loaded before the protocol is. */

/** Names that a loopback redirect URI may have; the URL parser has put IP addresses in one form already. */
export const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'] as const;

/** Those that the app listens on: a service may insist on either (RFC 8252 §8.3). */
export const redirectHosts = ['127.0.0.1', 'localhost'] as const;
export type RedirectHost = (typeof redirectHosts)[number];

/** True for URLs that stay on this computer: `loopbackHosts`, and all of 127.0.0.0/8. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
