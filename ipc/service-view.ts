/** The catalogue of services as the window sees it: never a client secret. */
import type { AdjustmentName } from './adjustment-name.js';

/** A part of the address that differs between servers of a service, such as the domain. */
export interface ServiceVariableView {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  readonly defaultValue: string | null;
}

export const serviceObstacles = [
  /** It returns to https addresses only. */
  'https_redirect',
  /** It asks for tokens in a way that is not OAuth 2. */
  'own_protocol',
] as const;

export type ServiceSetUp =
  | { readonly kind: 'ready' }
  /** The app registers itself at this address; empty: the user enters it. */
  | { readonly kind: 'by_address'; readonly address: string }
  /** No app on a computer can be connected to this service. */
  | { readonly kind: 'not_possible'; readonly obstacle: (typeof serviceObstacles)[number] }
  /** The user has to register a client at the service first. */
  | {
      readonly kind: 'needs_client';
      /** `not_confidential`: required, though it protects nothing (RFC 8252 §8.5). Null: nobody knows. */
      readonly secret: 'required' | 'not_confidential' | 'no' | null;
      /** True if the service's page on how to register a client is known (`openServiceDocs`). */
      readonly hasDocs: boolean;
      /** True if the page with its form for a new app is known (`openRegistrationForm`). */
      readonly hasForm: boolean;
      /** True if it offers codes for another device, which need neither secret nor redirect URI. */
      readonly hasDeviceCode: boolean;
      readonly variables: readonly ServiceVariableView[];
    };

export interface ScopeView {
  readonly name: string;
  readonly description: string | null;
  readonly risk: 'reads' | 'changes' | 'controls' | null;
  readonly adminOnly: boolean | null;
  /** Chosen unless the user chooses otherwise. */
  readonly isDefault: boolean;
  /** Requested whatever the user chooses: it tells whose account it is, or keeps the access. */
  readonly isNeeded: boolean;
}

export interface ServiceView {
  readonly id: string;
  readonly name: string;
  /** The heading it is listed under, if any. */
  readonly group: string | null;
  /** The tile that it shares with others of this family; null: it has its own. */
  readonly family: string | null;
  /** Names that people use for it or for what they have there, such as "Gmail"; the first two are shown. */
  readonly keywords: readonly string[];
  readonly isPopular: boolean;
  /** For trying the app out: it is offered where nothing is connected yet. */
  readonly isPractice: boolean;
  /** Shipped with the app, from an administrator's file, or added by the user. */
  readonly source: 'shipped' | 'file' | 'user';
  /** Host of the authorization server in ASCII (punycode), so that look-alikes show; empty until it is known. */
  readonly host: string;
  /** The redirect URI to register at the service, exactly as the app will send it. */
  readonly redirectUri: string;
  readonly setUp: ServiceSetUp;
  /** The app registered itself here (RFC 7591). It can do so again; the user has no client ID to check. */
  readonly registeredByApp: boolean;
  /** True if administrators approve apps at this service, so that approval may be missing. */
  readonly hasAdminPage: boolean;
  readonly scopes: readonly ScopeView[];
  /** How the service differs from the standard, for support. */
  readonly adjustments: readonly AdjustmentName[];
  /** When and against which source the definition was checked; null: it was not. */
  readonly verified: { readonly date: string; readonly source: string } | null;
}

/** A client in a file that the user has opened, before it is stored. */
export interface ClientInFileView {
  readonly name: string;
  /** Host of the authorization server, in ASCII. */
  readonly host: string;
  readonly clientId: string;
  readonly hasSecret: boolean;
}

/** A definition that could not be used. The others of its file are loaded. The text is the window's. */
export interface DefinitionProblem {
  readonly file: string;
  /** 1-based; null when the file as a whole could not be read. */
  readonly line: number | null;
  /** Path of the field, such as `services[2].issuer`; empty for the file itself. */
  readonly field: string;
  readonly reason: DefinitionProblemReason;
}

/** A code, with the values that its text names. */
export interface DefinitionProblemReason {
  readonly code: DefinitionProblemCode;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

export type DefinitionProblemCode =
  // of the file or folder
  | 'not_json'
  | 'empty_file'
  | 'not_a_file'
  | 'file_too_large'
  | 'file_not_readable'
  | 'folder_not_readable'
  | 'no_entries'
  | 'only_clients'
  | 'more_problems'
  // of a field: one that is missing, unknown, or in conflict with other definitions
  | 'missing'
  | 'unknown_field'
  | 'duplicate_id'
  | 'unknown_service'
  | 'unknown_variable'
  | 'undefined_variable'
  | 'no_address'
  | 'metadata_only'
  | 'stated_fact'
  // of the value of a field
  | 'wrong_type'
  | 'not_one_of'
  | 'not_accepted'
  | 'empty'
  | 'too_long'
  | 'too_many'
  | 'too_large'
  | 'too_small'
  | 'not_displayable'
  | 'insecure_address'
  | 'fragment'
  | 'not_in_host'
  | 'host_characters'
  | 'pkce_required'
  | 'invalid_issuer_template'
  | 'invalid_revocation'
  | 'invalid_userinfo'
  | 'invalid_refusal'
  | 'invalid_redirect'
  | 'invalid_path'
  | 'invalid_service_id'
  | 'invalid_scope'
  | 'invalid_variable_name'
  | 'invalid_date'
  | 'protocol_parameter';

export interface Catalogue {
  readonly services: readonly ServiceView[];
  readonly problems: readonly DefinitionProblem[];
}
