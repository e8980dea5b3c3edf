import { useIntl } from 'react-intl';

import type { ConnectionView, TokenDetailsView } from '../../ipc/connection-view.js';
import { FactList } from '../components/FactList.js';
import { useSay } from '../components/say.js';
import { exactTime } from '../components/times.js';
import { useDetailsOf } from '../store/selectors.js';
import { Claims } from './Claims.js';
import { Introspection } from './Introspection.js';
import styles from './TokenDetails.module.css';

/** For support: what is stored and what is known, never a token. */
export function TokenDetails({ connection }: { readonly connection: ConnectionView }) {
  const say = useSay();
  const details = useDetailsOf(connection.id);
  if (details === null) return <p className={styles.soft}>{say('tokens.loading')}</p>;
  if (details.tokens === null) return <p className={styles.soft}>{say('tokens.locked')}</p>;
  const { tokens } = details;
  return (
    <div className={styles.details}>
      <p className={styles.soft}>{say('tokens.intro')}</p>
      <Stored connection={connection} tokens={tokens} />
      <Introspection connection={connection} introspection={tokens.introspection} />
      <Section title={say('tokens.idTokenClaims')}>
        {tokens.idTokenClaims === null ? (
          <p className={styles.soft}>{say('tokens.noIdToken')}</p>
        ) : (
          <Claims name={say('tokens.idTokenClaims')} claims={tokens.idTokenClaims} />
        )}
      </Section>
      <Section title={say('tokens.accessTokenClaims')}>
        {tokens.accessTokenClaims === null ? (
          <p className={styles.soft}>{say('tokens.opaque')}</p>
        ) : (
          <Claims name={say('tokens.accessTokenClaims')} claims={tokens.accessTokenClaims} />
        )}
      </Section>
    </div>
  );
}

interface StoredProps {
  readonly connection: ConnectionView;
  readonly tokens: TokenDetailsView;
}

function Stored({ connection, tokens }: StoredProps) {
  const say = useSay();
  const intl = useIntl();
  const service = connection.serviceName;
  const code = (value: string) => <code>{value}</code>;
  const time = (at: number | null, otherwise: string) =>
    at === null ? otherwise : exactTime(at, intl);
  const token = (fingerprint: string | null) =>
    fingerprint === null ? say('tokens.none') : say('tokens.fingerprint', { fingerprint });
  const scopes = (values: readonly string[]) =>
    values.length === 0 ? say('tokens.noScopes') : code(values.join(' '));
  return (
    <>
      <Section title={say('tokens.server')}>
        <FactList
          facts={[
            { name: say('tokens.issuer'), value: code(tokens.issuer) },
            { name: say('tokens.clientId'), value: code(tokens.clientId) },
            { name: say('tokens.clientAuthentication'), value: code(tokens.clientAuthentication) },
            { name: say('tokens.grant'), value: code(tokens.grant) },
            { name: say('tokens.redirectUri'), value: code(tokens.redirectUri) },
            { name: say('tokens.subject'), value: code(tokens.subject) },
          ]}
        />
      </Section>
      <Section title={say('tokens.stored')}>
        <FactList
          facts={[
            { name: say('tokens.tokenType'), value: code(tokens.tokenType) },
            { name: say('tokens.issuedAt'), value: time(tokens.issuedAt, '') },
            {
              name: say('tokens.expiresAt'),
              value: time(tokens.expiresAt, say('overview.notNamed', { service })),
            },
            {
              name: say('tokens.lastRenewedAt'),
              value: time(tokens.lastRenewedAt, say('overview.never')),
            },
            { name: say('tokens.accessToken'), value: token(tokens.accessToken) },
            {
              name: say('tokens.refreshToken'),
              value:
                tokens.refreshToken === null
                  ? say('tokens.none')
                  : say('tokens.limitsNotKnown', { fingerprint: tokens.refreshToken }),
            },
            { name: say('tokens.idToken'), value: token(tokens.idToken) },
          ]}
        />
      </Section>
      <Section title={say('tokens.scopes')}>
        <FactList
          facts={[
            { name: say('tokens.scopesAsked'), value: scopes(tokens.scopesAsked) },
            { name: say('tokens.scopesGranted'), value: scopes(tokens.scopesGranted) },
          ]}
        />
      </Section>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: React.ReactNode;
}

function Section({ title, children }: SectionProps) {
  return (
    <div className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </div>
  );
}
