import { describe, expect, test } from 'vitest';

import { type DefinitionFact, definitionFact, isStated } from './definition-facts.js';

const statedIn = (definition: Parameters<typeof isStated>[1]) =>
  definitionFact.options.filter((fact) => isStated(fact, definition));

describe('the facts that a definition states', () => {
  test('without endpoints: those of the metadata', () => {
    expect(statedIn({})).toEqual(['authMethod', 'pkce', 'revocation', 'userinfo']);
  });

  test('with endpoints: none', () => {
    expect(statedIn({ endpoints: {} })).toEqual([]);
  });

  test('where the app registers itself: what the registration decides', () => {
    const stated = statedIn({ endpoints: {}, registration: 'by_app' });
    expect(stated).toEqual(['secret', 'scopes', 'redirect']);
  });

  test.each<[DefinitionFact[], Parameters<typeof isStated>[1]]>([
    [['secret'], { secret: 'no' }],
    [['authMethod'], { authMethod: 'post' }],
    [['pkce'], { pkce: 'ok' }],
    [['scopes'], { scopes: [] }],
    [['redirect'], { redirect: 'app_link' }],
    [['accessTokenLifetime'], { lifetime: { accessTokenMs: 'no_end' } }],
    [['refreshTokenLifetime'], { lifetime: { refreshTokenIdleMs: 1 } }],
    [['refreshTokenLifetime'], { lifetime: { refreshTokenMaxMs: 1 } }],
    [['rotation'], { lifetime: { rotates: false } }],
    [
      ['refreshTokenLifetime', 'rotation', 'deadRefreshToken'],
      { lifetime: { rotates: 'no_refresh_token' } },
    ],
    [['deadRefreshToken'], { refusals: { deadRefreshToken: 'standard' } }],
    [['wrongClient'], { refusals: { wrongClient: [] } }],
    [['manageUrl'], { manageUrl: 'https://x.example' }],
  ])('%j', (facts, definition) => {
    expect(statedIn({ endpoints: {}, ...definition })).toEqual(facts);
  });

  test('revocation and userinfo, as endpoints', () => {
    expect(statedIn({ endpoints: { revoke: 'not_offered' } })).toEqual(['revocation']);
    expect(statedIn({ endpoints: { userinfo: 'x' } })).toEqual(['userinfo']);
  });
});
