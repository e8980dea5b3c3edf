import { expect, test } from 'vitest';

import { completion, json, scripted, server, text, tokens } from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import type { IssuedTokens } from './token-set.js';

const mac = { ...tokens, token_type: 'mac', refresh_token: 'rt-1' };

test.each([
  ['in the standard form', json(mac)],
  ['with status 201', json(mac, 201)],
  ['as a page', text(JSON.stringify(mac), 'text/html')],
  ['in a list of one', json([mac])],
  ['as a form', text(new URLSearchParams({ ...mac, expires_in: '60' }).toString(), 'text/plain')],
])(
  'tokens of a refused sign-in are handed on to be revoked: %s (H47, L10)',
  async (_, reaction) => {
    const discarded: IssuedTokens[] = [];
    const { context } = scripted({ [server.tokenEndpoint]: reaction });
    const outcome = await authorizationCodeGrant(completion('code=c&state=state-1'), {
      ...context,
      discardTokens: (issued) => discarded.push(issued),
    });
    expect(outcome.kind).toBe('rejected_response');
    expect(discarded).toEqual([{ accessToken: 'at-1', refreshToken: 'rt-1', tokenType: 'bearer' }]);
  },
);
