/**
 * The statement of an error response, whatever its shape: the object of RFC 6749 §5.2, a list of
 * errors, a list by field, a web framework's own object, a form, plain words or a page. Every part is
 * the server's own text: for reading here, and only without opaque parts for anything else.
 */
import { type JsonObject, parseJson, type JsonValue } from '../text/json.js';
import { mediaType } from './bounded-fetch.js';
import { isCredentialName } from './credential-names.js';
import type { HttpResponse } from './http-response.js';

export interface ErrorStatement {
  /** Values in the place of a code, in snake case: `invalid_grant` also for `InvalidGrant`. */
  readonly codes: readonly string[];
  /** Everything else it says, in the order of the body. */
  readonly texts: readonly string[];
  /** It is a page: a firewall's or a proxy's as likely as the server's. */
  readonly isPage: boolean;
}

const maxDepth = 6;
const maxParts = 40;
const maxPartLength = 500;

/** A member with one of these names says what happened; any other name is part of what it says. */
const plainMembers =
  /^(error|errors|error_?description|error_?message|message|messages|msg|detail|details|description|title|text|reason|cause|hint|code|error_?code|type|error_?type|status|name|error_?summary|fault|faultstring|body|data|response|result|meta|\d+)$/i;

/** Says where or when, never why. */
const irrelevantMembers =
  /^(path|timestamp|date|instance|uri|error_?uri|documentation_?url|doc_?url|help|link|links|trace|stack_?trace|file|line|class|exception|request_?id|correlation_?id|trace_?id|fbtrace_id|success|ok)$/i;

/** Repeats what was sent: a framework's validation error has the whole request in it. */
const echoMembers =
  /^(input|debug|headers?|request|request_?body|params|parameters|query|form|payload|received|ctx|context|cookies?|authorization)$/i;

export function readErrorStatement({
  text,
  headers,
}: Pick<HttpResponse, 'text' | 'headers'>): ErrorStatement {
  const body = text.replace(/^\uFEFF/, '').trim();
  const type = mediaType({ headers });
  const json = parseJson(body);
  if (json !== undefined) return statementOf(partsOf(json));
  if (
    /^(text|application)\/(html|xhtml\+xml)$/.test(type) ||
    /^<(!doctype html|html)\b/i.test(body)
  ) {
    return { ...statementOf([['', wordsOfMarkup(body)]]), codes: [], isPage: true };
  }
  if (body.startsWith('<')) return statementOf(partsOfXml(body));
  if (/^[\w.-]+=[^\s]*$/.test(body)) return statementOf([...new URLSearchParams(body)]);
  return statementOf([['', body]]);
}

/** The name of the member, and its text. */
type Part = readonly [name: string, text: string];

function statementOf(parts: readonly Part[]): ErrorStatement {
  const codes: string[] = [];
  const texts: string[] = [];
  for (const [name, value] of parts.slice(0, maxParts)) {
    const text = value.slice(0, maxPartLength).trim();
    if (text === '' || irrelevantMembers.test(name)) continue;
    if (isCredentialName(name) && !/^[a-z_]{1,20}$|\s/i.test(text)) continue;
    if (!/^[A-Za-z][\w.:-]*$/.test(text) || !plainMembers.test(name)) {
      texts.push(name === '' || plainMembers.test(name) ? text : `${name}: ${text}`);
      continue;
    }
    const code = snakeCase(text);
    codes.push(code);
    // Only the whole says what it is about: `Errors.RefreshToken.Invalid`.
    if (text.includes('.') && /^(not_)?[a-z]+$/.test(code)) {
      texts.push(snakeCase(text.replaceAll('.', '_')).replaceAll('_', ' '));
    }
  }
  return { codes, texts, isPage: false };
}

function partsOf(value: JsonValue, name = '', depth = 0): readonly Part[] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
  if (Array.isArray(value)) {
    return value.slice(0, maxParts).flatMap((each: JsonValue) => partsOf(each, name, depth + 1));
  }
  return [...fieldOf(value as JsonObject), ...Object.entries(value)]
    .slice(0, maxParts)
    .filter(([member]) => !echoMembers.test(member))
    .flatMap(([member, inner]) => {
      // A field list: {"errors": {"refresh_token": ["is not known"]}}.
      const inside =
        plainMembers.test(member) && !plainMembers.test(name) ? name || member : member;
      return partsOf(inner, inside, depth + 1);
    });
}

/** An error that names what it is of and its fault in several members says both in one sentence. */
function fieldOf(error: JsonObject): readonly (readonly [string, string])[] {
  const { resource, field, param, parameter } = error;
  const named = [resource, field, param, parameter].filter((each) => typeof each === 'string');
  const fault = [error['code'], error['reason']].find((each) => typeof each === 'string');
  if (named.length === 0 || fault === undefined) return [];
  // `RefreshToken` alone would be taken for a random value.
  const sentence = [...named, fault].join(' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return [['', sentence]];
}

function partsOfXml(body: string): readonly Part[] {
  const elements = [...body.matchAll(/<([\w:.-]+)[^<>]*>([^<>]+)</g)];
  const attributes = [...body.matchAll(/\s(message|msg|code|error|reason)="([^"<>]*)"/gi)];
  return [...elements, ...attributes].map(([, name = '', text = '']) => [
    name.replace(/^.*:/, ''),
    text,
  ]);
}

function wordsOfMarkup(body: string): string {
  return body
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

/** `invalidGrant`, `InvalidGrant`, `INVALID-GRANT` and `oauth.invalid_grant` are all `invalid_grant`. */
function snakeCase(code: string): string {
  return code
    .replace(/^.*[.:](?=[A-Za-z])/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}
