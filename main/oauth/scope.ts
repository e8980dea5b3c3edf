/** The scopes in a `scope` value: separated by spaces on the wire (RFC 6749 §3.3), or as people type them. */
export function scopesIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((scope) => scope !== '');
}

/** More of them are of no use to anyone. */
export const mostScopes = 100;
const longestScope = 256;

/** True for a scope-token of bounded length: printable ASCII without blanks (RFC 6749 §3.3). */
export function isScopeToken(scope: string): boolean {
  return scope.length <= longestScope && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope);
}

/** The request parameter for these scopes; without any, the server's default counts. */
export function scopeParameter(scopes: readonly string[]): Readonly<Record<string, string>> {
  return scopes.length === 0 ? {} : { scope: scopes.join(' ') };
}
