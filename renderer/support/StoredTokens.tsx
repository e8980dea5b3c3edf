import { useIntl } from 'react-intl';

import type { TokenDetailsView } from '../../ipc/connection-view.js';
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
  const message = useMessage();
  const intl = useIntl();
  const code = (value: string | null, otherwise: string) =>
    value === null || value === '' ? otherwise : <code>{value}</code>;
  const time = (at: number | null, otherwise: string) =>
    at === null ? otherwise : exactTime(at, intl);
  const token = (fingerprint: string | null) =>
    fingerprint === null ? message('tokens.none') : message('tokens.fingerprint', { fingerprint });
  const { clientAuthentication, grant, tokenType } = tokens;
  const none = message('tokens.none');
  function refreshToken(): string {
    const { refreshToken: fingerprint, refreshTokenExpiresAt: end } = tokens;
    if (fingerprint === null) return none;
    return end === null
      ? message('tokens.limitsNotKnown', { fingerprint })
      : message('tokens.refreshTokenEnds', { fingerprint, end: exactTime(end, intl) });
  }
  return (
    <>
      <Section title={message('tokens.server')}>
        <FactList
          facts={[
            { name: message('tokens.issuer'), value: code(tokens.issuer, none) },
            { name: message('tokens.clientId'), value: code(tokens.clientId, none) },
            {
              name: message('tokens.clientAuthentication'),
              value: (
                <InWordsAndRaw
                  words={message(`clientAuthentication.${clientAuthentication}`)}
                  raw={clientAuthentication}
                />
              ),
            },
            {
              name: message('tokens.grant'),
              value: <InWordsAndRaw words={message(`grant.${grant}`)} raw={grant} />,
            },
            {
              name: message('tokens.redirectUri'),
              value: code(tokens.redirectUri, message('tokens.noBrowser')),
            },
            {
              name: message('tokens.resource'),
              value: code(tokens.resource, message('tokens.ownResource')),
            },
            { name: message('tokens.subject'), value: code(tokens.subject, none) },
          ]}
        />
      </Section>
      <Section title={message('tokens.stored')}>
        <FactList
          facts={[
            {
              name: message('tokens.tokenType'),
              value:
                tokenType.toLowerCase() === 'dpop' ? (
                  <InWordsAndRaw words={message('tokens.boundToKey')} raw={tokenType} />
                ) : (
                  code(tokenType, none)
                ),
            },
            { name: message('tokens.issuedAt'), value: time(tokens.issuedAt, '') },
            {
              name: message('tokens.expiresAt'),
              value: time(tokens.expiresAt, message('overview.notStated', { service })),
            },
            {
              name: message('tokens.lastRefreshedAt'),
              value: time(tokens.lastRenewedAt, message('overview.never')),
            },
            { name: message('tokens.accessToken'), value: token(tokens.accessToken) },
            {
              name: message('tokens.refreshToken'),
              value: refreshToken(),
            },
            { name: message('tokens.idToken'), value: token(tokens.idToken) },
          ]}
        />
      </Section>
      <Section title={message('tokens.scopes')}>
        <FactList
          facts={[
            {
              name: message('tokens.scopesRequested'),
              value: code(tokens.scopesAsked.join(' '), message('tokens.noScopes')),
            },
            {
              name: message('tokens.scopesGranted'),
              value: code(tokens.scopesGranted.join(' '), message('tokens.noScopes')),
            },
          ]}
        />
      </Section>
    </>
  );
}
