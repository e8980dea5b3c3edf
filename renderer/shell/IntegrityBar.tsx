import { TriangleAlert, X } from 'lucide-react';

import type { IntegrityFindings } from '../../ipc/vault-view.js';
import styles from './IntegrityBar.module.css';
import { Button } from '../components/Button.js';
import { Disclosure } from '../components/Disclosure.js';
import { FactList } from '../components/FactList.js';
import { useMessage } from '../components/message.js';
import { dismissIntegrity } from '../store/ui-actions.js';
import { useIntegrity } from '../store/selectors.js';

/** Says that something stored is missing or older than it should be, and what that means. */
export function IntegrityBar() {
  const say = useMessage();
  const integrity = useIntegrity();
  return (
    <div className={integrity ? styles.bar : undefined} role={integrity ? 'note' : undefined}>
      {integrity ? <TriangleAlert className={styles.icon} aria-hidden /> : null}
      {/* Always there, because what appears with its words is not read out. */}
      <div aria-live="polite">
        {integrity ? (
          <Words kind={integrity.kind} connections={integrity.findings.connections} />
        ) : null}
      </div>
      {integrity ? (
        <>
          <Button look="icon" aria-label={say('doubt.dismiss')} onClick={dismissIntegrity}>
            <X aria-hidden />
          </Button>
          <div className={styles.details}>
            <Disclosure title={say('notice.details')}>
              <Findings findings={integrity.findings} />
            </Disclosure>
          </div>
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
  const say = useMessage();
  return (
    <>
      <p className={styles.happened}>{say(`doubt.${kind}`)}</p>
      <p>{say('doubt.meaning', { connections })}</p>
    </>
  );
}

function Findings({ findings }: { readonly findings: IntegrityFindings }) {
  const say = useMessage();
  const { atThisStart, connections, records, newestWrite, copies } = findings;
  const facts = [
    {
      name: say('doubt.noticed'),
      value: say(atThisStart ? 'doubt.atThisStart' : 'doubt.earlier'),
    },
    { name: say('doubt.connections'), value: say('doubt.count', { count: connections }) },
    {
      name: say('doubt.records'),
      value:
        records.expected === null
          ? say('doubt.recordsFound', { found: records.found })
          : say('doubt.recordsExpected', { found: records.found, expected: records.expected }),
    },
    {
      name: say('doubt.newestWrite'),
      value:
        newestWrite.seen === null
          ? say('doubt.writeFound', { found: newestWrite.found })
          : say('doubt.writeSeen', { found: newestWrite.found, seen: newestWrite.seen }),
    },
    { name: say('doubt.copies'), value: copies.join(', ') },
  ];
  return <FactList facts={facts.filter(({ value }) => value !== '')} />;
}
