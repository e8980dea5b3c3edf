/** Unsolicited links: generated from a grammar, or a real callback with mutations. */
import { linkScheme as scheme } from '../../main/oauth/link-scheme.js';
import { serviceId } from '../../testing/test-core.js';
import type { Random } from '../campaign.js';

/** Part of every value that must not be logged. */
export const marker = 'S3CR3T';

/** The callback of a sign-in with this state. */
export const callbackFor = (state: string) =>
  `${scheme}:/callback/${serviceId}?code=good&state=${state}`;

const schemes = [scheme, scheme.toUpperCase(), 'App.Lanyard.Desktop', `${scheme}2`, 'http', 'file'];
const afterScheme = [':/', ':', '://', ':///', ':\\', ':/%2e%2e/', ':/./', ': /', '%3A/'];
const paths = ['callback/service', 'callback/', 'callback', 'CALLBACK/service', '', '../x', 'x'];
const names = ['code', 'state', 'error', 'error_description', 'iss', 'access_token', 'id_token'];
const odd = ['', '%00', '%', '%zz', '\u0000', '\r\n', ' ', '"', "'", '--inspect', '😀', '\ud800'];

/** @param state of the pending sign-in, for links that nearly match its callback */
export function unsolicitedLink(state: string, random: Random): string {
  const link = random.below(3) === 0 ? mutate(callbackFor(state), random) : generate(state, random);
  return random.below(50) === 0 ? link + 'x'.repeat(random.below(40_000)) : link;
}

function generate(state: string, random: Random): string {
  const count = random.below(20) === 0 ? random.below(2_000) : random.below(6);
  const parameters = Array.from({ length: count }, () => {
    const name = random.below(8) === 0 ? random.pick(odd) : random.pick(names);
    return `${name}${random.pick(['=', '=', '=', '', '=='])}${value(name, state, random)}`;
  });
  const usual = random.below(2) === 0;
  const start = usual
    ? `${scheme}:/callback/${serviceId}`
    : random.pick(schemes) + random.pick(afterScheme) + random.pick(paths);
  return start + random.pick(['?', '?', '?', '#', '', '??']) + parameters.join('&');
}

function value(name: string, state: string, random: Random): string {
  switch (random.below(5)) {
    case 0:
      return name === 'state' ? nearState(state, random) : `${marker}-code`;
    case 1:
      return random.pick(odd);
    case 2:
      return name === 'error'
        ? random.pick(['access_denied', 'server_error'])
        : `${marker}-${name}`;
    default:
      return `${marker}-${random.below(1_000_000)}`;
  }
}

/** Similar to the state, but never equal. */
function nearState(state: string, random: Random): string {
  const at = random.below(state.length);
  return random.pick([
    state.slice(0, at),
    state.slice(at),
    state + state,
    `${state}=`,
    state.toUpperCase(),
    state.slice(0, at) + '-_'.charAt(random.below(2)) + state.slice(at + 1),
  ]);
}

function mutate(callback: string, random: Random): string {
  let text = callback;
  for (let change = random.below(4); change >= 0; change -= 1) {
    const at = random.below(text.length + 1);
    const char = String.fromCharCode(random.below(random.below(4) === 0 ? 0xffff : 0x7f));
    const length = random.below(5);
    text = random.pick([
      text.slice(0, at) + char + text.slice(at + 1),
      text.slice(0, at) + text.slice(at + length),
      text.slice(0, at) + text.slice(Math.max(0, at - length)),
      text.slice(0, at) + random.pick(odd) + text.slice(at),
    ]);
  }
  return text;
}
