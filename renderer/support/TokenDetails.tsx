import type { ConnectionView } from '../../ipc/connection-view.js';
import { useMessage } from '../components/message.js';
import { useDetailsOf } from '../store/selectors.js';
import { Claims } from './Claims.js';
import { Introspection } from './Introspection.js';
import { KnownLifetimes } from './KnownLifetimes.js';
import { Section } from './Section.js';
import { StoredTokens } from './StoredTokens.js';
import styles from './TokenDetails.module.css';

/** For support: what is stored and what is known, never a token. */
export function TokenDetails({ connection }: { readonly connection: ConnectionView }) {
  const say = useMessage();
  const details = useDetailsOf(connection.id);
  if (details === null) return <p className={styles.soft}>{say('tokens.loading')}</p>;
  if (details.tokens === null) {
    const { kind } = connection.state;
    const why =
      kind === 'newer_version'
        ? 'sentence.newer_version'
        : kind === 'disconnecting'
          ? 'tokens.dropped'
          : 'tokens.locked';
    return <p className={styles.soft}>{say(why)}</p>;
  }
  const { tokens } = details;
  const { serviceName: service } = connection;
  return (
    <div className={styles.details}>
      <p className={styles.soft}>{say('tokens.intro')}</p>
      <StoredTokens tokens={tokens} service={service} />
      <Section title={say('lifetimes.heading')}>
        <KnownLifetimes known={tokens.knownLifetimes} />
      </Section>
      <Section title={say('adjustments.heading')}>
        {tokens.adjustments.length === 0 ? (
          <p className={styles.soft}>{say('adjustments.none')}</p>
        ) : (
          <ul className={styles.sentences}>
            {tokens.adjustments.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Section>
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
