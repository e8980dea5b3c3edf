/** By which way the browser's answer comes back: what the service allows, the person wants, and this computer can. */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import { listenForRedirect, type LoopbackRedirect } from '../../oauth/loopback-redirect.js';
import { appLinkRedirectUri, redirectPath } from '../../oauth/redirect-uri.js';
import type { PendingInBrowser } from '../connection.js';
import { failureOf, type RequestFailure, type RequestOutcome } from '../failures.js';
import type { LinkScheme } from '../../ports/link-scheme.js';
import type { Service } from '../service.js';

type BrowserWay = PendingInBrowser['way'];
export type SignInMethod = BrowserWay | 'device_code' | 'service_account';

export interface OpenRedirect {
  readonly way: BrowserWay;
  readonly redirectUri: string;
  /** Listening already; null when the answer comes by the app's own link scheme. */
  readonly loopback: LoopbackRedirect | null;
}

/**
 * The link scheme is used only where links surely come back to us (H98), and where the service
 * allows it; else a local address. A server that signs nobody in by a browser has its own ways.
 * @param wish as the person chose it for this attempt; null: as the service says.
 */
export async function chooseMethod(
  wish: SignInMethod | null,
  service: Service,
  server: AuthorizationServer,
  scheme: LinkScheme,
): Promise<SignInMethod> {
  const wanted = wish ?? service.way;
  if (wanted !== 'automatic') return wanted;
  if (server.authorizationEndpoint === null) {
    return server.deviceAuthorizationEndpoint === null ? 'service_account' : 'device_code';
  }
  const { ways } = service.redirect;
  const allowed = (way: BrowserWay) => ways === null || ways.includes(way);
  if (allowed('app_link') && (!allowed('local_address') || (await scheme.isOurs())))
    return 'app_link';
  return 'local_address';
}

export async function openRedirect(
  way: BrowserWay,
  service: Service,
): Promise<RequestOutcome<OpenRedirect>> {
  switch (way) {
    case 'app_link':
      return {
        kind: 'ok',
        value: { way, redirectUri: appLinkRedirectUri(service.id), loopback: null },
      };
    case 'local_address':
      try {
        const { fixedPorts, loopbackHost } = service.redirect;
        const loopback = await listenForRedirect({
          path: localPath(service),
          ...(fixedPorts.length > 0 && { port: fixedPorts }),
          ...(loopbackHost !== null && { host: loopbackHost }),
        });
        return { kind: 'ok', value: { way, redirectUri: loopback.redirectUri, loopback } };
      } catch (error) {
        const cause = error instanceof Error ? error.message : '';
        return notPossible(cause);
      }
  }
}

/** The browser may still come back to the port it was told; null: then the address can be pasted. */
export async function reopenRedirect(pending: PendingInBrowser): Promise<LoopbackRedirect | null> {
  if (pending.way !== 'local_address') return null;
  const { port, pathname, hostname } = new URL(pending.redirectUri);
  const host = hostname === 'localhost' ? 'localhost' : '127.0.0.1';
  return listenForRedirect({ path: pathname, port: Number(port), host }).catch(() => null);
}

/** Both redirect URIs as they are to be registered; any port will do where the service does not insist. */
export function redirectUrisOf(service: Pick<Service, 'id' | 'redirect'>): {
  readonly appLink: string;
  readonly localAddress: string;
} {
  const { loopbackHost, fixedPorts } = service.redirect;
  const port = fixedPorts[0] === undefined ? '' : `:${fixedPorts[0]}`;
  return {
    appLink: appLinkRedirectUri(service.id),
    localAddress: `http://${loopbackHost ?? '127.0.0.1'}${port}${localPath(service)}`,
  };
}

function localPath({ id, redirect }: Pick<Service, 'id' | 'redirect'>): string {
  return redirect.trailingSlash ? `${redirectPath(id)}/` : redirectPath(id);
}

function notPossible(cause: string): RequestFailure {
  const failure = failureOf('redirect_not_possible', cause);
  return { kind: 'misconfigured', failure, retryAfterMs: null };
}
