import { ModalDialog } from '../components/ModalDialog.js';
import { useSay } from '../components/say.js';
import { ChooseProtection } from '../settings/ChooseProtection.js';
import { VaultPanel } from '../settings/VaultPanel.js';
import { attemptClosed } from '../store/person-asked.js';
import { connectClosed } from '../store/person-looked.js';
import { useAttempt, useConnectStep, useVault } from '../store/selectors.js';
import { AnotherService } from './AnotherService.js';
import { Attempt } from './Attempt.js';
import { ServiceCatalogue } from './ServiceCatalogue.js';

/** Connecting from the first step to the last; a sign-in in progress comes before everything else. */
export function ConnectDialog() {
  const say = useSay();
  const attempt = useAttempt();
  const step = useConnectStep();
  if (attempt !== null) {
    return (
      <ModalDialog
        size="large"
        name={say(attempt.connectionId === null ? 'connect.name' : 'connect.nameAgain')}
        onClose={() => {
          attemptClosed(attempt.id);
          connectClosed();
        }}
      >
        <Attempt key={attempt.id} attempt={attempt} />
      </ModalDialog>
    );
  }
  if (step === 'closed') return null;
  return (
    <ModalDialog size="large" name={say('connect.name')} onClose={connectClosed}>
      <FirstSteps step={step} />
    </ModalDialog>
  );
}

function FirstSteps({ step }: { readonly step: 'services' | 'another_service' }) {
  const vault = useVault();
  if (vault.kind === 'choose_protection') return <ChooseProtection backend={vault.backend} />;
  return (
    <>
      <VaultPanel />
      {step === 'services' ? <ServiceCatalogue /> : <AnotherService />}
    </>
  );
}
