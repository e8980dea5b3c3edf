/** A success of a revocation endpoint, in whose body some servers say that they have not revoked. */
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../text/json.js';
import type { HttpResponse } from './http-response.js';

/** True if the body says that the token was not revoked, or is a page, which says nothing about it. */
export function deniesRevocation({ text, body }: Pick<HttpResponse, 'text' | 'body'>): boolean {
  if (body !== null) return denies(body);
  const received = text.replace(/^\uFEFF/, '').trim();
  const value = parseJson(received);
  const parts = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return parts.some((part) => isJsonObject(part) && denies(part)) || page.test(received);
}

const page = /^<(?:!--|(?:!doctype|html|head|body|title|meta|script|form|div|h1|p)\b)/i;
const denied =
  /^(?:error|err|fail|failed|failure|false|denied|rejected|refused|forbidden|unauthori[sz]ed|invalid\b.*)$/i;
const affirmed =
  /^(?:ok|okay|true|success|successful|successfully|succeeded|done|complete|completed|accepted|revoked|deleted|removed)$/i;

function denies(body: JsonObject): boolean {
  const { error, errors } = body;
  const hasErrors = Array.isArray(errors) ? errors.length > 0 : Boolean(errors);
  const isDenied = ['success', 'ok', 'revoked'].some((name) => isFalse(body[name]));
  return Boolean(error) || hasErrors || isDenied || hasBadStatus(body) || hasBadCode(body);
}

function isFalse(value: JsonValue | undefined): boolean {
  return value === false || (typeof value === 'string' && /^(?:false|no)$/i.test(value));
}

function hasBadStatus(body: JsonObject): boolean {
  return ['status', 'result'].some((name) => {
    const value = body[name];
    // For some, 1 is "done".
    const isBadNumber = typeof value === 'number' && value !== 1 && !isGoodNumber(value);
    return isBadNumber || (typeof value === 'string' && denied.test(value.trim()));
  });
}

/** A code that means an error, unless the words beside it say the opposite: there is no common number. */
function hasBadCode(body: JsonObject): boolean {
  const isBad = ['code', 'errcode', 'error_code', 'errorCode'].some((name) => {
    const value = body[name];
    if (typeof value === 'number') return !isGoodNumber(value);
    if (typeof value !== 'string' || value === '') return false;
    return /^-?\d+$/.test(value) ? !isGoodNumber(Number(value)) : !affirmed.test(value);
  });
  const words = [body['msg'], body['message'], body['errmsg']];
  return isBad && !words.some((each) => typeof each === 'string' && affirmed.test(each.trim()));
}

function isGoodNumber(value: number): boolean {
  return value === 0 || (value >= 200 && value < 300);
}
