import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import {
  useAttempt,
  useCatalogue,
  useChoosingFor,
  useConnectStep,
  useService,
  useSetUp,
  useVault,
} from '../store/selectors.js';
import { closeConnect } from '../store/ui-actions.js';
import { ChooseProtection } from '../vault/ChooseProtection.js';
import { VaultPanel } from '../vault/VaultPanel.js';
import { AnotherService } from './AnotherService.js';
import { AttemptDialog } from './AttemptDialog.js';
import { ChoosePermissions } from './ChoosePermissions.js';
import { ServiceCatalogue } from './ServiceCatalogue.js';
import { SetUpService } from './SetUpService.js';

/** All steps of connecting an account. A sign-in in progress takes precedence over the other steps. */
export function ConnectDialog() {
  const message = useMessage();
  const attempt = useAttempt();
  const step = useConnectStep();
  if (attempt !== null) return <AttemptDialog key={attempt.id} attempt={attempt} />;
  if (step === 'closed') return null;
  return (
    <ModalDialog size="large" name={message('connect.name')} onClose={closeConnect}>
      <ConnectSteps step={step} />
    </ModalDialog>
  );
}

type Step = Exclude<ReturnType<typeof useConnectStep>, 'closed'>;

function ConnectSteps({ step }: { readonly step: Step }) {
  const vault = useVault();
  if (vault.kind === 'choose_protection') return <ChooseProtection backend={vault.backend} />;
  return (
    <>
      <VaultPanel />
      <StepContent step={step} />
    </>
  );
}

function StepContent({ step }: { readonly step: Step }) {
  switch (step) {
    case 'services':
      return <ServiceCatalogue />;
    case 'another_service':
      return <AnotherService />;
    case 'set_up':
      return <SetUp />;
    case 'permissions':
      return <Permissions />;
  }
}

/** Falls back to the catalogue when the service is no longer in it. */
function Permissions() {
  const service = useService(useChoosingFor() ?? '');
  return service === null ? <ServiceCatalogue /> : <ChoosePermissions service={service} />;
}

/** Falls back to the catalogue when the service is no longer in it. */
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
