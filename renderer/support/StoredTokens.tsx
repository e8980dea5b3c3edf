import { useIntl } from 'react-intl';

import type { TokenDetailsView, UnknownName } from '../../ipc/token-details-view.js';
import { FactList } from '../components/FactList.js';
import { formatExactTime } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { DescribedValue } from './DescribedValue.js';
import { Section } from './Section.js';

interface StoredTokensProps {
  readonly tokens: TokenDetailsView;
  readonly service: string;
}

/** The client, its server, the tokens it holds, and when they expire. */
export function StoredTokens({ tokens, service }: StoredTokensProps) {
  const message = useMessage();
  const intl = useIntl();
  const code = (value: string | null, fallback: string) =>
    value === null || value === '' ? fallback : <code>{value}</code>;
  const time = (at: number | null, fallback: string) =>
    at === null ? fallback : formatExactTime(at, intl);
  const token = (fingerprint: string | null) =>
    fingerprint === null ? message('tokens.none') : message('tokens.fingerprint', { fingerprint });
  const unknown = (name: UnknownName) => (
    <DescribedValue description={message('tokens.newerVersion')} raw={name.unknown} />
  );
  const { clientAuthentication, grant, tokenType } = tokens;
  const none = message('tokens.none');
  const subject =
    tokens.subject === null
      ? message('overview.notStated', { service })
      : code(tokens.subject, none);
  function refreshToken(): string {
    const { refreshToken: fingerprint, refreshTokenExpiresAt: end } = tokens;
    if (fingerprint === null) return none;
    return end === null
      ? message('tokens.limitsNotKnown', { fingerprint })
      : message('tokens.refreshTokenEnds', { fingerprint, end: formatExactTime(end, intl) });
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
              value:
                typeof clientAuthentication === 'string' ? (
                  <DescribedValue
                    description={message(`clientAuthentication.${clientAuthentication}`)}
                    raw={clientAuthentication}
                  />
                ) : (
                  unknown(clientAuthentication)
                ),
            },
            {
              name: message('tokens.grant'),
              value:
                typeof grant === 'string' ? (
                  <DescribedValue description={message(`grant.${grant}`)} raw={grant} />
                ) : (
                  unknown(grant)
                ),
            },
            {
              name: message('tokens.redirectUri'),
              value: code(tokens.redirectUri, message('tokens.noBrowser')),
            },
            {
              name: message('tokens.resource'),
              value: code(tokens.resource, message('tokens.ownResource')),
            },
            { name: message('tokens.subject'), value: subject },
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
                  <DescribedValue description={message('tokens.boundToKey')} raw={tokenType} />
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
              value: time(tokens.lastRefreshedAt, message('overview.never')),
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
              value: code(tokens.scopesRequested.join(' '), message('tokens.noScopes')),
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
