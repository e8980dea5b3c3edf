import { TriangleAlert, X } from 'lucide-react';

import type { IntegrityFindings } from '../../ipc/vault-view.js';
import { Button } from '../components/Button.js';
import { Disclosure } from '../components/Disclosure.js';
import { FactList } from '../components/FactList.js';
import { useListText, useMessage } from '../components/message.js';
import { useIntegrity } from '../store/selectors.js';
import { dismissIntegrity } from '../store/ui-actions.js';
import styles from './IntegrityBar.module.css';

/** Reports that stored records are missing or older than they should be, and what that means. */
export function IntegrityBar() {
  const message = useMessage();
  const integrity = useIntegrity();
  return (
    <div className={integrity ? styles.bar : undefined} role={integrity ? 'note' : undefined}>
      {integrity ? <TriangleAlert className={styles.icon} aria-hidden /> : null}
      {/* Always mounted: screen readers skip a live region that appears together with its text. */}
      <div aria-live="polite">
        {integrity ? (
          <IntegrityText kind={integrity.kind} connections={integrity.findings.connections} />
        ) : null}
      </div>
      {integrity ? (
        <>
          <Button
            variant="icon"
            aria-label={message('integrity.dismiss')}
            onClick={dismissIntegrity}
          >
            <X aria-hidden />
          </Button>
          <div className={styles.details}>
            <Disclosure title={message('notice.details')}>
              <Findings findings={integrity.findings} />
            </Disclosure>
          </div>
        </>
      ) : null}
    </div>
  );
}

interface IntegrityTextProps {
  readonly kind: 'missing' | 'older';
  readonly connections: number;
}

function IntegrityText({ kind, connections }: IntegrityTextProps) {
  const message = useMessage();
  return (
    <>
      <p className={styles.happened}>{message(`integrity.${kind}`)}</p>
      <p>{message('integrity.meaning', { connections })}</p>
    </>
  );
}

function Findings({ findings }: { readonly findings: IntegrityFindings }) {
  const message = useMessage();
  const list = useListText();
  const { atThisStart, connections, records, newestWrite, copies } = findings;
  const facts = [
    {
      name: message('integrity.noticed'),
      value: message(atThisStart ? 'integrity.atThisStart' : 'integrity.earlier'),
    },
    {
      name: message('integrity.connections'),
      value: message('integrity.count', { count: connections }),
    },
    {
      name: message('integrity.records'),
      value:
        records.expected === null
          ? message('integrity.recordsFound', { found: records.found })
          : message('integrity.recordsExpected', {
              found: records.found,
              expected: records.expected,
            }),
    },
    {
      name: message('integrity.newestWrite'),
      value:
        newestWrite.seen === null
          ? message('integrity.writeFound', { found: newestWrite.found })
          : message('integrity.writeExpected', {
              found: newestWrite.found,
              seen: newestWrite.seen,
            }),
    },
    { name: message('integrity.copies'), value: list(copies) },
  ];
  return <FactList facts={facts.filter(({ value }) => value !== '')} />;
}
