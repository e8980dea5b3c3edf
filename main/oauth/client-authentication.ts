/** How the client shows at the token endpoint that it is the one registered (RFC 6749 §2.3). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, ClientAuthentication } from './authorization-server.js';

/**
 * Without a secret none, as native apps should be (RFC 8252 §8.4). With one, the Authorization
 * header unless the server lists the request body only (RFC 8414 §2: the header is the default).
 */
export function chooseClientAuthentication(
  server: AuthorizationServer,
  clientSecret: string | null,
): ClientAuthentication {
  if (clientSecret === null || clientSecret === '') return { kind: 'none' };
  const methods = server.clientAuthenticationMethods ?? ['client_secret_basic'];
  const bodyOnly =
    methods.includes('client_secret_post') && !methods.includes('client_secret_basic');
  return { kind: bodyOnly ? 'client_secret_post' : 'client_secret_basic', clientSecret };
}

export function libraryAuthentication(authentication: ClientAuthentication): oauth.ClientAuth {
  switch (authentication.kind) {
    case 'none':
      return oauth.None();
    case 'client_secret_basic':
      return oauth.ClientSecretBasic(authentication.clientSecret);
    case 'client_secret_post':
      return oauth.ClientSecretPost(authentication.clientSecret);
  }
}
