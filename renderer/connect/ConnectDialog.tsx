import { ModalDialog } from '../components/ModalDialog.js';
import { useMessage } from '../components/message.js';
import { ChooseProtection } from '../vault/ChooseProtection.js';
import { VaultPanel } from '../vault/VaultPanel.js';
import { requests } from '../store/requests.js';
import { closeConnect } from '../store/ui-actions.js';
import {
  useAttempt,
  useCatalogue,
  useConnectStep,
  useSetUp,
  useVault,
} from '../store/selectors.js';
import { AnotherService } from './AnotherService.js';
import { Attempt } from './Attempt.js';
import { ServiceCatalogue } from './ServiceCatalogue.js';
import { SetUpService } from './SetUpService.js';

/** Connecting from the first step to the last; a sign-in in progress comes before everything else. */
export function ConnectDialog() {
  const say = useMessage();
  const attempt = useAttempt();
  const step = useConnectStep();
  if (attempt !== null) {
    const isQuestion = attempt.phase.kind === 'confirm_private_network';
    return (
      <ModalDialog
        key={isQuestion ? 'question' : 'attempt'}
        role={isQuestion ? 'alertdialog' : 'dialog'}
        size="large"
        name={say(attempt.connectionId === null ? 'connect.name' : 'connect.nameAgain')}
        onClose={() => {
          void requests.closeAttempt({ attemptId: attempt.id });
          closeConnect();
        }}
      >
        <Attempt key={attempt.id} attempt={attempt} />
      </ModalDialog>
    );
  }
  if (step === 'closed') return null;
  return (
    <ModalDialog size="large" name={say('connect.name')} onClose={closeConnect}>
      <FirstSteps step={step} />
    </ModalDialog>
  );
}

function FirstSteps({ step }: { readonly step: 'services' | 'another_service' | 'set_up' }) {
  const vault = useVault();
  if (vault.kind === 'choose_protection') return <ChooseProtection backend={vault.backend} />;
  return (
    <>
      <VaultPanel />
      {step === 'set_up' ? (
        <SetUp />
      ) : step === 'another_service' ? (
        <AnotherService />
      ) : (
        <ServiceCatalogue />
      )}
    </>
  );
}

/** A service that is no longer in the catalogue cannot be set up: then there are the others. */
function SetUp() {
  const draft = useSetUp();
  const { services } = useCatalogue();
  const service = services.find(({ id }) => id === draft?.serviceId);
  return draft !== null && service ? (
    <SetUpService service={service} draft={draft} />
  ) : (
    <ServiceCatalogue />
  );
}
