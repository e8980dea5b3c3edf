/** What a window may know of the catalogue: never a client secret. */

/** Part of the address that differs from one server of a service to the next, e.g. its domain. */
export interface ServiceVariableView {
  readonly name: string;
  readonly words: string;
  readonly example: string;
  readonly defaultValue: string | null;
}

export type ServiceSetUp =
  | { readonly kind: 'ready' }
  /** A client ID has to be got at the service first. */
  | {
      readonly kind: 'needs_client';
      /** Null: not known. 'not_confidential': wanted, though it protects nothing (RFC 8252 §8.5). */
      readonly secret: 'required' | 'not_confidential' | 'no' | null;
      /** The service's own page on how to register a client is known (`services:open-docs`). */
      readonly hasDocs: boolean;
      readonly variables: readonly ServiceVariableView[];
    };

export interface ScopeView {
  readonly name: string;
  readonly words: string | null;
  readonly risk: 'reads' | 'changes' | 'controls' | null;
  readonly adminOnly: boolean | null;
  readonly isDefault: boolean;
}

export interface ServiceView {
  readonly id: string;
  readonly name: string;
  /** Heading it is listed under; null: none. */
  readonly group: string | null;
  /** Who put it here: shipped with the app, a file of an administrator, or the person. */
  readonly source: 'shipped' | 'file' | 'person';
  /** Host of the authorization server in ASCII (punycode), so that look-alikes show; empty: not yet chosen. */
  readonly host: string;
  /** The redirect URI to register at the service, exactly as it will be sent. */
  readonly redirectUri: string;
  readonly setUp: ServiceSetUp;
  /** The app registered itself here (RFC 7591): it can do so again, and nobody has a client ID to compare. */
  readonly registeredByApp: boolean;
  /** It has a page where an administrator approves an app, so that approval may be what is missing. */
  readonly hasAdminPage: boolean;
  readonly scopes: readonly ScopeView[];
  /** How the service differs from the standard, a sentence each, for support. */
  readonly adjustments: readonly string[];
  /** When and by what the definition was checked; null: by nobody. */
  readonly verified: { readonly date: string; readonly source: string } | null;
}

/** A definition that could not be used; the others of the same file are loaded all the same. */
export interface DefinitionProblem {
  readonly file: string;
  /** 1-based; null when the file as a whole could not be read. */
  readonly line: number | null;
  /** Path of the field, e.g. `services[2].issuer`; empty for the file itself. */
  readonly field: string;
  readonly problem: string;
}

export interface Catalogue {
  readonly services: readonly ServiceView[];
  readonly problems: readonly DefinitionProblem[];
}
