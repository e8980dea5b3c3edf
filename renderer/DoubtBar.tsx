import { TriangleAlert, X } from 'lucide-react';
import { useIntl } from 'react-intl';

import type { DoubtFindings } from '../ipc/vault-view.js';
import styles from './Bar.module.css';
import { Button } from './components/Button.js';
import { Disclosure } from './components/Disclosure.js';
import { FactList } from './components/FactList.js';
import { useSay } from './components/say.js';
import { doubtDismissed } from './store/person-looked.js';
import { useDoubt } from './store/selectors.js';

/** Says that something stored is missing or older than it should be, and what that means. */
export function DoubtBar() {
  const say = useSay();
  const doubt = useDoubt();
  return (
    <div className={doubt ? styles.bar : undefined} role={doubt ? 'note' : undefined}>
      {doubt ? <TriangleAlert className={styles.icon} aria-hidden /> : null}
      {/* Always there, because what appears with its words is not read out. */}
      <div aria-live="polite" className={styles.sentence}>
        {doubt ? <Words kind={doubt.kind} connections={doubt.findings.connections} /> : null}
      </div>
      {doubt ? (
        <>
          <Disclosure title={say('notice.details')}>
            <Findings findings={doubt.findings} />
          </Disclosure>
          <Button look="icon" aria-label={say('doubt.dismiss')} onClick={doubtDismissed}>
            <X aria-hidden />
          </Button>
        </>
      ) : null}
    </div>
  );
}

interface WordsProps {
  readonly kind: 'missing' | 'older';
  readonly connections: number;
}

function Words({ kind, connections }: WordsProps) {
  const say = useSay();
  return (
    <>
      <p className={styles.happened}>{say(`doubt.${kind}`)}</p>
      <p>{say('doubt.meaning', { connections })}</p>
    </>
  );
}

function Findings({ findings }: { readonly findings: DoubtFindings }) {
  const say = useSay();
  const { formatNumber } = useIntl();
  const { atThisStart, connections, records, newestWrite, copies } = findings;
  const count = (n: number | null) => (n === null ? say('doubt.notKnown') : formatNumber(n));
  return (
    <FactList
      facts={[
        {
          name: say('doubt.noticed'),
          value: say(atThisStart ? 'doubt.atThisStart' : 'doubt.earlier'),
        },
        { name: say('doubt.connections'), value: count(connections) },
        { name: say('doubt.recordsExpected'), value: count(records.expected) },
        { name: say('doubt.recordsFound'), value: count(records.found) },
        { name: say('doubt.writeSeen'), value: count(newestWrite.seen) },
        { name: say('doubt.writeFound'), value: count(newestWrite.found) },
        { name: say('doubt.copies'), value: copies.join(', ') || say('doubt.none') },
      ]}
    />
  );
}
