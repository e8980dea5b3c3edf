import type { Service } from '../service.js';

/** The scopes that the user chose among a service’s, with those that it needs in any case. */
export function chosenScopes(
  { scopeOptions }: Service,
  chosen: readonly string[],
): readonly string[] {
  return scopeOptions
    .filter(({ name, isNeeded }) => isNeeded || chosen.includes(name))
    .map(({ name }) => name);
}
