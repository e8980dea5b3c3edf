import type { Vault } from '../main/ports/vault.js';

/** The same vault, with some of its members replaced. */
export function overrideVault(vault: Vault, overrides: Partial<Vault>): Vault {
  return new Proxy(vault, {
    get(target, name) {
      if (name in overrides) return Reflect.get(overrides, name) as unknown;
      const member: unknown = Reflect.get(target, name);
      // A vault's #members are its own, so its methods have to be called on it and not on the proxy.
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
