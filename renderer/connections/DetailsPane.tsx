import { ArrowLeft } from 'lucide-react';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { useShippedId } from '../store/selectors.js';
import { selectConnection } from '../store/ui-actions.js';
import { TokenDetails } from '../support/TokenDetails.js';
import { ActivityTab } from './ActivityTab.js';
import { useConnectionRequests } from './connection-requests.js';
import styles from './DetailsPane.module.css';
import { EndBar } from './EndBar.js';
import { OtherName } from './OtherName.js';
import { OverviewTab } from './OverviewTab.js';
import { PermissionsTab } from './PermissionsTab.js';
import { RenameButton } from './RenameButton.js';
import { StateNotice } from './StateNotice.js';
import { UseBar } from './UseBar.js';

const tabs = ['overview', 'permissions', 'activity', 'tokens'] as const;

/** Everything about one connection. */
export function DetailsPane({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const requests = useConnectionRequests(connection);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const [tab, setTab] = useState<string>('overview');
  const { label, serviceName } = connection;
  const shippedId = useShippedId(connection.serviceId);

  // In a narrow window the list is hidden now, and the focus with it.
  const focusHeading = useEffectEvent(() => {
    const listIsHidden =
      document.activeElement?.checkVisibility({ visibilityProperty: true }) === false;
    if (listIsHidden) heading.current?.focus();
  });
  useEffect(() => focusHeading(), []);

  return (
    <section className={styles.pane} aria-labelledby={headingId}>
      <div className={styles.content}>
        <div className={styles.back}>
          <Button variant="quiet" onClick={() => selectConnection(null)}>
            <ArrowLeft aria-hidden />
            {message('details.back')}
          </Button>
        </div>
        <header className={styles.header}>
          <ServiceTile
            shippedId={shippedId}
            serviceName={serviceName}
            colour={connection.colour}
            size="large"
          />
          <div className={styles.names}>
            <div className={styles.title}>
              <h2
                ref={heading}
                id={headingId}
                tabIndex={-1}
                className={styles.heading}
                data-details-heading
              >
                <bdi>{label}</bdi>
              </h2>
              <RenameButton connection={connection} />
            </div>
            <p className={styles.service}>
              <bdi>{serviceName}</bdi>
              <OtherName connection={connection} />
            </p>
          </div>
          <UseBar connection={connection} requests={requests} />
        </header>
        <StateNotice connection={connection} requests={requests} />
        <Tabs
          className={styles.tabs ?? ''}
          selectedKey={tab}
          onSelectionChange={(key) => setTab(String(key))}
        >
          <TabList className={styles.tabList ?? ''} aria-label={message('details.tabs')}>
            {tabs.map((id) => (
              <Tab key={id} id={id} className={styles.tab ?? ''}>
                {message(`tab.${id}`)}
              </Tab>
            ))}
          </TabList>
          <TabPanel id="overview" className={styles.panel ?? ''}>
            <OverviewTab connection={connection} />
          </TabPanel>
          <TabPanel id="permissions" className={styles.panel ?? ''}>
            <PermissionsTab connection={connection} />
          </TabPanel>
          <TabPanel id="activity" className={styles.panel ?? ''}>
            <ActivityTab connection={connection} />
          </TabPanel>
          <TabPanel id="tokens" className={styles.panel ?? ''}>
            <TokenDetails connection={connection} />
          </TabPanel>
        </Tabs>
      </div>
      <EndBar connection={connection} />
    </section>
  );
}
