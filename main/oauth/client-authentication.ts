/** Client authentication at the token endpoint (RFC 6749 §2.3). */
import * as oauth from 'oauth4webapi';

import type {
  AuthorizationServer,
  Client,
  ClientAuthentication,
  PrivateKeyAuthentication,
  SecretAuthentication,
} from './authorization-server.js';
import { failed, hostOf, type Outcome, type SecretForm } from './outcome.js';
import { importPrivateKey, type PrivateKey, readPrivateKey } from './private-key.js';

/**
 * None without a secret, as native apps should be (RFC 8252 §8.4). With a secret, the method that the
 * client was registered for; else the Authorization header, unless the server lists the request body
 * only (RFC 8414 §2: the header is the default).
 *
 * @param registeredFor as the server said at the registration (RFC 7591 §3.2.1); null: it did not
 */
export function chooseClientAuthentication(
  server: AuthorizationServer,
  clientSecret: string | null,
  registeredFor: SecretAuthentication['kind'] | null = null,
): SecretAuthentication {
  if (clientSecret === null || clientSecret === '' || registeredFor === 'none') {
    return { kind: 'none' };
  }
  if (registeredFor !== null) return { kind: registeredFor, clientSecret };
  const methods = server.clientAuthenticationMethods ?? [];
  const bodyOnly =
    methods.includes('client_secret_post') && !methods.includes('client_secret_basic');
  return { kind: bodyOnly ? 'client_secret_post' : 'client_secret_basic', clientSecret };
}

/**
 * Authentication by a private key instead of a secret (private_key_jwt, RFC 7523 §2.2).
 *
 * @param key A PKCS#8 PEM, or a private JWK as JSON.
 */
export async function privateKeyAuthentication(
  server: AuthorizationServer,
  key: string,
): Promise<Outcome<PrivateKeyAuthentication>> {
  const host = hostOf(server.issuer);
  if (server.clientAuthenticationMethods?.includes('private_key_jwt') === false) {
    const cause = 'the server does not offer private_key_jwt';
    return failed('misconfigured', 'client_refused', { cause, host });
  }
  const privateKey = await readPrivateKey(key, server.clientAuthenticationAlgorithms);
  if (privateKey === null) {
    const cause = 'not a private key (PKCS#8 PEM or JWK) that this server accepts';
    return failed('misconfigured', 'client_refused', { cause, host });
  }
  return { kind: 'ok', value: { kind: 'private_key_jwt', privateKey } };
}

/**
 * The authentication to try where HTTP Basic was refused: in the request body if the server lists it,
 * else unencoded if that differs, else in the body of a server that lists nothing. Null: there is no
 * other that it may understand.
 */
export function otherAuthentication(
  { clientAuthenticationMethods: offered }: AuthorizationServer,
  { clientId, authentication }: Client,
): SecretAuthentication | null {
  if (authentication.kind !== 'client_secret_basic') return null;
  const { clientSecret, unencoded = false } = authentication;
  const inBody = { kind: 'client_secret_post', clientSecret } as const;
  if (offered?.includes('client_secret_post') === true) return inBody;
  const isEncoded = [clientId, clientSecret].some((each) => formUrlEncoded(each) !== each);
  // A colon in the client ID would end it.
  if (isEncoded && !unencoded && !clientId.includes(':')) {
    return { kind: 'client_secret_basic', clientSecret, unencoded: true };
  }
  return offered === null ? inBody : null;
}

/** The form of a secret that is not sent as RFC 6749 §2.3.1 has it; null: it is, or there is none. */
export function secretFormOf(authentication: ClientAuthentication): SecretForm | null {
  if (authentication.kind === 'client_secret_post') return 'in_body';
  const isUnencoded =
    authentication.kind === 'client_secret_basic' && authentication.unencoded === true;
  return isUnencoded ? 'unencoded' : null;
}

/** The same secret in another form. Anything but HTTP Basic stays as it is. */
export function inSecretForm(
  authentication: ClientAuthentication,
  form: SecretForm,
): ClientAuthentication {
  if (authentication.kind !== 'client_secret_basic') return authentication;
  const { clientSecret } = authentication;
  return form === 'in_body'
    ? { kind: 'client_secret_post', clientSecret }
    : { kind: 'client_secret_basic', clientSecret, unencoded: true };
}

export function libraryAuthentication(authentication: ClientAuthentication): oauth.ClientAuth {
  switch (authentication.kind) {
    case 'none':
      return oauth.None();
    case 'client_secret_basic':
      return basicAuthentication(authentication);
    case 'client_secret_post':
      return oauth.ClientSecretPost(authentication.clientSecret);
    case 'private_key_jwt':
      return signedAssertion(authentication.privateKey);
  }
}

/**
 * HTTP Basic with form-urlencoded credentials (RFC 6749 §2.3.1). oauth4webapi encodes `- . _ ~` and
 * `*` too, which servers that decode nothing then refuse; unencoded, both kinds of server agree on
 * nearly every client ID and secret.
 *
 * @see https://url.spec.whatwg.org/#application-x-www-form-urlencoded-percent-encode-set
 */
function basicAuthentication({ clientSecret, unencoded }: BasicAuthentication): oauth.ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = [client.client_id, clientSecret]
      .map((each) => (unencoded === true ? each : formUrlEncoded(each)))
      .join(':');
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  };
}

type BasicAuthentication = Extract<SecretAuthentication, { kind: 'client_secret_basic' }>;

function formUrlEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1).replaceAll('%7E', '~');
}

/** An assertion that lives for a minute, has its own id, and names only the server as its audience. */
function signedAssertion(privateKey: PrivateKey): oauth.ClientAuth {
  return async (...message) => {
    const key = await importPrivateKey(privateKey);
    const kid = privateKey['kid'];
    const authenticate = oauth.PrivateKeyJwt(kid === undefined ? key : { key, kid }, {
      [oauth.modifyAssertion]: (header) => {
        header['alg'] = privateKey.alg;
      },
    });
    await authenticate(...message);
  };
}
