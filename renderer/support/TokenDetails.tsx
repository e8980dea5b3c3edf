import type { ConnectionView } from '../../ipc/connection-view.js';
import { useMessage } from '../components/message.js';
import { useDetailsOf } from '../store/selectors.js';
import { Claims } from './Claims.js';
import { DescribedValue } from './DescribedValue.js';
import { Introspection } from './Introspection.js';
import { KnownLifetimes } from './KnownLifetimes.js';
import { Section } from './Section.js';
import { StoredTokens } from './StoredTokens.js';
import styles from './TokenDetails.module.css';

/** Details for support: what is stored and known about the tokens, never a token itself. */
export function TokenDetails({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const details = useDetailsOf(connection.id);
  if (details === null) return <p className={styles.soft}>{message('tokens.loading')}</p>;
  if (details.tokens === null) {
    const { kind } = connection.state;
    const why =
      kind === 'newer_version'
        ? 'stateSentence.newer_version'
        : kind === 'disconnecting'
          ? 'tokens.deleted'
          : 'tokens.locked';
    return <p className={styles.soft}>{message(why)}</p>;
  }
  const { tokens } = details;
  const { serviceName: service } = connection;
  return (
    <div className={styles.details}>
      <p className={styles.soft}>{message('tokens.intro')}</p>
      <StoredTokens tokens={tokens} service={service} />
      <Section title={message('lifetimes.heading')}>
        <KnownLifetimes known={tokens.knownLifetimes} />
      </Section>
      <Section title={message('adjustments.heading')}>
        {tokens.adjustments.length === 0 ? (
          <p className={styles.soft}>{message('adjustments.none')}</p>
        ) : (
          <ul className={styles.sentences}>
            {tokens.adjustments.map((name) =>
              typeof name === 'string' ? (
                <li key={name}>{message(`adjustment.${name}`)}</li>
              ) : (
                <li key={name.unknown}>
                  <DescribedValue description={message('tokens.newerVersion')} raw={name.unknown} />
                </li>
              ),
            )}
          </ul>
        )}
      </Section>
      <Introspection connection={connection} introspection={tokens.introspection} />
      {tokens.authorizationDetails.length === 0 ? null : (
        <Section title={message('tokens.authorizationDetails')}>
          <Claims
            name={message('tokens.authorizationDetails')}
            claims={tokens.authorizationDetails}
          />
        </Section>
      )}
      <Section title={message('tokens.idTokenClaims')}>
        {tokens.idTokenClaims === null ? (
          <p className={styles.soft}>{message('tokens.noIdToken')}</p>
        ) : (
          <Claims name={message('tokens.idTokenClaims')} claims={tokens.idTokenClaims} />
        )}
      </Section>
      <Section title={message('tokens.accessTokenClaims')}>
        {tokens.accessTokenClaims === null ? (
          <p className={styles.soft}>{message('tokens.opaque')}</p>
        ) : (
          <Claims name={message('tokens.accessTokenClaims')} claims={tokens.accessTokenClaims} />
        )}
      </Section>
    </div>
  );
}
