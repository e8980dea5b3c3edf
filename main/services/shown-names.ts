/**
 * The names under which services are listed and asked about. A file may call a service what it likes, so
 * one that could be taken for another shows its host beside its name.
 */
import type { Service } from '../connections/service.js';
import { namesAnotherHost, nameSkeleton, passesForLatin } from '../text/similar-names.js';

export interface NamedService {
  readonly id: string;
  readonly name: string;
  /** Null until its server is known. */
  readonly host: string | null;
  /** Null: it is no longer in the catalogue. */
  readonly source: Service['source'] | null;
}

export class ShownNames {
  readonly #bySkeleton = new Map<string, NamedService[]>();

  /** @param known also those that ship with the app and that a file replaces */
  constructor(known: readonly NamedService[]) {
    for (const each of known) {
      const skeleton = nameSkeleton(each.name);
      const others = this.#bySkeleton.get(skeleton);
      if (others) others.push(each);
      else this.#bySkeleton.set(skeleton, [each]);
    }
  }

  nameOf(service: NamedService): string {
    const { name, host } = service;
    return host !== null && name !== host && this.#isDoubtful(service) ? `${name} (${host})` : name;
  }

  /** Names that ship with the app are checked, and those of custom services are hosts. */
  #isDoubtful(service: NamedService): boolean {
    const { name, host, source } = service;
    if (source === 'shipped' || source === 'user') return false;
    if (passesForLatin(name) || this.#isTaken(service)) return true;
    return source === 'file' && host !== null && namesAnotherHost(name, host);
  }

  #isTaken({ id, name, host }: NamedService): boolean {
    const others = this.#bySkeleton.get(nameSkeleton(name)) ?? [];
    return others.some(
      (other) => other.id !== id || (other.source === 'shipped' && other.host !== host),
    );
  }
}
