/** Answers of the places that may hold metadata, and the failure to report where none of them does. */
import { type JsonObject, parseJsonObject } from '../text/json.js';
import { isJson, mediaType } from './bounded-fetch.js';
import type { HttpResponse } from './http-response.js';
import type { OAuthErrorCode, OAuthFailure } from './outcome.js';

/** Metadata of another says more than a fault, and that more than a redirect away or "not here". */
const byWeight: readonly OAuthErrorCode[] = [
  'metadata_not_found',
  'intercepted',
  'server_busy',
  'server_error',
  'endpoints_insecure',
  'issuer_missing',
  'issuer_mismatch',
];

/** The failure that says more; the first of two that say as much. */
export function moreTelling(first: OAuthFailure | null, next: OAuthFailure): OAuthFailure {
  return first === null || weight(next) > weight(first) ? next : first;
}

function weight({ error }: OAuthFailure): number {
  return byWeight.indexOf(error.code);
}

/** The place responded with something that is not this metadata, and the network is not down. */
export function mayBeElsewhere(failure: OAuthFailure): boolean {
  return weight(failure) >= 0;
}

/**
 * The metadata in a response, also after a byte order mark; null: it is none. The type may be that of a
 * stored file, or missing, as static hosts have it for a name without an extension; a page is none.
 */
export function metadataIn(response: Pick<HttpResponse, 'headers' | 'text'>): JsonObject | null {
  return isJson(response) || otherTypes.includes(mediaType(response))
    ? parseJsonObject(response.text.replace(/^\uFEFF/, ''))
    : null;
}

const otherTypes = [
  ...['', 'text/plain', 'application/octet-stream', 'binary/octet-stream'],
  ...['text/json', 'application/x-json'],
];
