/** The scopes in a `scope` value: separated by spaces on the wire (RFC 6749 §3.3), or as people type them. */
export function scopesIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((scope) => scope !== '');
}

/** The request parameter for these scopes; without any, the server's default counts. */
export function scopeParameter(scopes: readonly string[]): Readonly<Record<string, string>> {
  return scopes.length === 0 ? {} : { scope: scopes.join(' ') };
}
