/** The redirect URIs of a service, as they have to be registered. */
import { clientMetadataRedirectId } from '../../oauth/client-metadata.js';
import { appLinkRedirectUri, redirectPath } from '../../oauth/redirect-uri.js';
import type { Service } from '../service.js';

type RedirectOwner = Pick<Service, 'id' | 'redirect' | 'usesClientMetadata'>;

/** Both redirect URIs, as they have to be registered; without a port where the service accepts any. */
export function redirectUrisOf(service: RedirectOwner): {
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

/** The path of the local address, with a final slash where the service wants one. */
export function localPath({ id, redirect, usesClientMetadata }: RedirectOwner): string {
  const path = redirectPath(usesClientMetadata ? clientMetadataRedirectId : id);
  return redirect.trailingSlash ? `${path}/` : path;
}
