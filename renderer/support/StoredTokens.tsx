import { useIntl } from 'react-intl';

import type { TokenDetailsView, UnknownName } from '../../ipc/connection-view.js';
import { FactList } from '../components/FactList.js';
import { useMessage } from '../components/message.js';
import { exactTime } from '../components/times.js';
import { InWordsAndRaw } from './InWordsAndRaw.js';
import { Section } from './Section.js';

interface StoredTokensProps {
  readonly tokens: TokenDetailsView;
  readonly service: string;
}

/** Which client of which server holds what, and until when. */
export function StoredTokens({ tokens, service }: StoredTokensProps) {
  const say = useMessage();
  const intl = useIntl();
  const code = (value: string | null, otherwise: string) =>
    value === null || value === '' ? otherwise : <code>{value}</code>;
  const time = (at: number | null, otherwise: string) =>
    at === null ? otherwise : exactTime(at, intl);
  const token = (fingerprint: string | null) =>
    fingerprint === null ? say('tokens.none') : say('tokens.fingerprint', { fingerprint });
  const unknown = (name: UnknownName) => (
    <InWordsAndRaw words={say('tokens.newerVersion')} raw={name.unknown} />
  );
  const { clientAuthentication, grant, tokenType } = tokens;
  const none = say('tokens.none');
  function refreshToken(): string {
    const { refreshToken: fingerprint, refreshTokenExpiresAt: end } = tokens;
    if (fingerprint === null) return none;
    return end === null
      ? say('tokens.limitsNotKnown', { fingerprint })
      : say('tokens.refreshTokenEnds', { fingerprint, end: exactTime(end, intl) });
  }
  return (
    <>
      <Section title={say('tokens.server')}>
        <FactList
          facts={[
            { name: say('tokens.issuer'), value: code(tokens.issuer, none) },
            { name: say('tokens.clientId'), value: code(tokens.clientId, none) },
            {
              name: say('tokens.clientAuthentication'),
              value:
                typeof clientAuthentication === 'string' ? (
                  <InWordsAndRaw
                    words={say(`clientAuthentication.${clientAuthentication}`)}
                    raw={clientAuthentication}
                  />
                ) : (
                  unknown(clientAuthentication)
                ),
            },
            {
              name: say('tokens.grant'),
              value:
                typeof grant === 'string' ? (
                  <InWordsAndRaw words={say(`grant.${grant}`)} raw={grant} />
                ) : (
                  unknown(grant)
                ),
            },
            {
              name: say('tokens.redirectUri'),
              value: code(tokens.redirectUri, say('tokens.noBrowser')),
            },
            {
              name: say('tokens.resource'),
              value: code(tokens.resource, say('tokens.ownResource')),
            },
            { name: say('tokens.subject'), value: code(tokens.subject, none) },
          ]}
        />
      </Section>
      <Section title={say('tokens.stored')}>
        <FactList
          facts={[
            {
              name: say('tokens.tokenType'),
              value:
                tokenType.toLowerCase() === 'dpop' ? (
                  <InWordsAndRaw words={say('tokens.boundToKey')} raw={tokenType} />
                ) : (
                  code(tokenType, none)
                ),
            },
            { name: say('tokens.issuedAt'), value: time(tokens.issuedAt, '') },
            {
              name: say('tokens.expiresAt'),
              value: time(tokens.expiresAt, say('overview.notNamed', { service })),
            },
            {
              name: say('tokens.lastRefreshedAt'),
              value: time(tokens.lastRefreshedAt, say('overview.never')),
            },
            { name: say('tokens.accessToken'), value: token(tokens.accessToken) },
            {
              name: say('tokens.refreshToken'),
              value: refreshToken(),
            },
            { name: say('tokens.idToken'), value: token(tokens.idToken) },
          ]}
        />
      </Section>
      <Section title={say('tokens.scopes')}>
        <FactList
          facts={[
            {
              name: say('tokens.scopesAsked'),
              value: code(tokens.scopesAsked.join(' '), say('tokens.noScopes')),
            },
            {
              name: say('tokens.scopesGranted'),
              value: code(tokens.scopesGranted.join(' '), say('tokens.noScopes')),
            },
          ]}
        />
      </Section>
    </>
  );
}
