import { randomUUID } from 'node:crypto';

/** In every secret a server of these tests makes up, so that a leak can be searched for. */
export const marker = 'S3CR3T-';

/** Every secret of a test: what servers issued and what they saw the app make up. */
export class Issued {
  readonly codes: string[] = [];
  readonly accessTokens: string[] = [];
  readonly refreshTokens: string[] = [];
  readonly deviceCodes: string[] = [];
  readonly registrationTokens: string[] = [];
  readonly idTokens: string[] = [];
  readonly verifiers: string[] = [];
  readonly states: string[] = [];
  readonly typed: string[] = [];

  /** A new value for `kind`, carrying the marker. */
  make(
    kind:
      'codes' | 'accessTokens' | 'refreshTokens' | 'deviceCodes' | 'registrationTokens' | 'typed',
  ): string {
    const value = `${marker}${randomUUID()}`;
    this[kind].push(value);
    return value;
  }

  all(): string[] {
    const all = [
      ...this.codes,
      ...this.accessTokens,
      ...this.refreshTokens,
      ...this.deviceCodes,
      ...this.registrationTokens,
      // The signature alone would make the readable part of an ID token usable.
      ...this.idTokens.flatMap((token) => [token, token.slice(token.lastIndexOf('.') + 1)]),
      ...this.verifiers,
      ...this.states,
      ...this.typed,
    ];
    return [...new Set(all)].filter((value) => value.length > 0);
  }
}
