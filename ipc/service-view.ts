/** What a window may know of the catalogue: never a client secret. */
export interface ServiceView {
  readonly id: string;
  readonly name: string;
  /** Who put it here: shipped with the app, a file of an administrator, or the person. */
  readonly source: 'shipped' | 'file' | 'person';
  /** Host of the authorization server in ASCII (punycode), so that look-alikes show. */
  readonly host: string;
  /** The redirect URI to register at the service, exactly as it will be sent. */
  readonly redirectUri: string;
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
