/** Why a scenario fails today: what Lanyard lacks, or why the suite is wrong. */
const noAssertions = 'Lanyard has no grant by an assertion (RFC 7523) yet';

export const knownReasons: Readonly<Record<string, string>> = {
  'auth/enterprise-managed-authorization': noAssertions,
  'auth/wif-jwt-bearer': noAssertions,
};
