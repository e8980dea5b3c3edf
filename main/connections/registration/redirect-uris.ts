/** The redirect URIs of a service, as they have to be registered. */
import { clientMetadataRedirectId } from '../../oauth/client-metadata.js';
import { appLinkRedirectUri, redirectPath } from '../../oauth/redirect-uri.js';
import type { Service } from '../service.js';

type RedirectOwner = Pick<Service, 'id' | 'redirect' | 'usesClientMetadata'>;

export interface RedirectUris {
  readonly appLink: string;
  readonly localAddress: string;
}

/** Both redirect URIs, as they have to be registered; without a port where the service accepts any. */
export function redirectUrisOf(service: RedirectOwner): RedirectUris {
  const { loopbackHost, fixedPorts } = service.redirect;
  const port = fixedPorts[0] === undefined ? '' : `:${fixedPorts[0]}`;
  return {
    appLink: appLinkRedirectUri(service.id),
    localAddress: `http://${loopbackHost ?? '127.0.0.1'}${port}${localPath(service)}`,
  };
}

/** Those that the service allows; null: not this one. */
export function allowedRedirectUris(service: RedirectOwner & Pick<Service, 'signInMethod'>): {
  readonly [name in keyof RedirectUris]: string | null;
} {
  const { appLink, localAddress } = redirectUrisOf(service);
  const allows = (method: RedirectMethod) => isAllowed(service, method);
  return {
    appLink: allows('app_link') ? appLink : null,
    localAddress: allows('local_address') ? localAddress : null,
  };
}

type RedirectMethod = 'app_link' | 'local_address';

function isAllowed(
  { signInMethod, redirect }: Pick<Service, 'signInMethod' | 'redirect'>,
  method: RedirectMethod,
): boolean {
  switch (signInMethod) {
    case 'automatic':
    case 'device_code':
      // A sign-in by code can be changed to one in the browser.
      return redirect.allowedMethods?.includes(method) ?? true;
    case 'app_link':
    case 'local_address':
      return signInMethod === method;
    case 'service_account':
    case 'workload_identity':
    case 'enterprise_managed':
    case 'server_held':
      return false;
  }
}

/** The path of the local address, with a final slash where the service wants one. */
export function localPath({ id, redirect, usesClientMetadata }: RedirectOwner): string {
  const path = redirectPath(usesClientMetadata ? clientMetadataRedirectId : id);
  return redirect.trailingSlash ? `${path}/` : path;
}
