/** How the authorization response comes back: what the service allows, the user chose, and this computer can do. */
import { formatMessage } from '../../../messages/format.js';
import { currentLocale, directionOf } from '../../../messages/locale.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { LoopbackOutcome, LoopbackPageText } from '../../oauth/loopback-page.js';
import { listenForRedirect, type LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import type { PeerUsers } from '../../oauth/peer-user.js';
import { appLinkRedirectUri } from '../../oauth/redirect-uri.js';
import type { LinkScheme } from '../../ports/link-scheme.js';
import type { PendingInBrowser } from '../connection.js';
import { failureOf, type RequestFailure, type RequestOutcome } from '../failures.js';
import { localPath } from '../registration/redirect-uris.js';
import type { Service } from '../service.js';

/** How a browser returns to the app. */
export type RedirectMethod = PendingInBrowser['redirectMethod'];
export type SignInMethod = RedirectMethod | 'device_code' | WithoutUser | 'server_held';
/** Methods by which the app gets tokens at once. */
export type WithoutUser = 'service_account' | AssertionMethod;
type AssertionMethod = 'workload_identity' | 'enterprise_managed';

export interface OpenRedirect {
  readonly redirectUri: string;
  /** Listening already; null when the answer comes by an app link. */
  readonly loopback: LoopbackRedirect | null;
}

/**
 * An app link only where links reliably come back to this app (H98) and the service allows it, else
 * a local address. A server without an authorization endpoint gets a method without a browser.
 *
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization for the local address of an API
 * @param chosen by the user for this attempt; null: as the service says
 */
export async function chooseMethod(
  chosen: SignInMethod | null,
  service: Service,
  server: AuthorizationServer,
  linkScheme: LinkScheme,
): Promise<SignInMethod> {
  const wanted = chosen ?? service.signInMethod;
  if (wanted !== 'automatic') return wanted;
  if (server.authorizationEndpoint === null) {
    return server.deviceAuthorizationEndpoint === null ? 'service_account' : 'device_code';
  }
  const { allowedMethods } = service.redirect;
  const allows = (method: RedirectMethod) =>
    allowedMethods === null || allowedMethods.includes(method);
  if (!allows('app_link')) return 'local_address';
  // MCP servers accept https and loopback only, and some of them show no page that says so.
  if (service.resource !== null && service.registeredByApp && allows('local_address')) {
    return 'local_address';
  }
  return !allows('local_address') || (await linkScheme.isOurs()) ? 'app_link' : 'local_address';
}

const anyFreePort = 0;

export async function openRedirect(
  method: RedirectMethod,
  service: Service,
  peerUsers: PeerUsers,
): Promise<RequestOutcome<OpenRedirect>> {
  switch (method) {
    case 'app_link':
      return {
        kind: 'ok',
        value: { redirectUri: appLinkRedirectUri(service.id), loopback: null },
      };
    case 'local_address':
      try {
        const { fixedPorts, preferredPorts, loopbackHost } = service.redirect;
        const ports = fixedPorts.length > 0 ? fixedPorts : [...preferredPorts, anyFreePort];
        const loopback = await listenForRedirect({
          path: localPath(service),
          pageText: pageText(),
          port: ports,
          peerUsers,
          ...(loopbackHost !== null && { host: loopbackHost }),
        });
        return { kind: 'ok', value: { redirectUri: loopback.redirectUri, loopback } };
      } catch (error) {
        const cause = error instanceof Error ? error.message : '';
        return notPossible(cause);
      }
  }
}

/** Listens on the port of the stored redirect URI again. Null: it cannot; the address can still be pasted. */
export async function reopenRedirect(
  pending: PendingInBrowser,
  peerUsers: PeerUsers,
): Promise<LoopbackRedirect | null> {
  if (pending.redirectMethod !== 'local_address') return null;
  const { port, pathname, hostname } = new URL(pending.redirectUri);
  const host = hostname === 'localhost' ? 'localhost' : '127.0.0.1';
  return listenForRedirect({
    path: pathname,
    pageText: pageText(),
    port: Number(port),
    host,
    peerUsers,
  }).catch(() => null);
}

function pageText(): LoopbackPageText {
  const page = (outcome: LoopbackOutcome) => ({
    heading: formatMessage(`loopbackPage.${outcome}.heading`),
    text: formatMessage(`loopbackPage.${outcome}.text`),
  });
  return {
    language: currentLocale(),
    direction: directionOf(currentLocale()),
    title: formatMessage('app.name'),
    pages: {
      received: page('received'),
      connected: page('connected'),
      declined: page('declined'),
      failed: page('failed'),
      unmatched: page('unmatched'),
    },
  };
}

function notPossible(cause: string): RequestFailure {
  const failure = failureOf('redirect_not_possible', cause);
  return { kind: 'misconfigured', failure, retryAfterMs: null };
}
