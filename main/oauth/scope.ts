/** The scopes in a `scope` value: separated by spaces on the wire (RFC 6749 §3.3), or as people type them. */
export function scopesIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((scope) => scope !== '');
}
