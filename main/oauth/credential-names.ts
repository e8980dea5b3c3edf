/** Names under which messages of the protocol, and of services beside it, carry credentials. */

/** A sentence about one is no secret; its value is. */
const credentials =
  /(token|secret|password|passphrase|assertion|verifier|credential|api_?key|device_?code)s?$/i;

/** Secrets of one sign-in, under names that mean something else in a response: there `code` is an error. */
const ofRequest = /^(code|state|nonce)$/;

export function isCredentialName(name: string): boolean {
  return credentials.test(name);
}

export function isSecretParameter(name: string): boolean {
  return isCredentialName(name) || ofRequest.test(name);
}
