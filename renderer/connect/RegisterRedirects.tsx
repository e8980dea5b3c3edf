import { useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { RadioCards } from '../components/RadioCards.js';
import { editSetUp } from '../store/ui-actions.js';
import { missingVariables } from './missing-fields.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import { type SetUpProps, SetUpStep } from './SetUpStep.js';
import { VariableFields } from './VariableFields.js';

const methods = ['browser', 'code'] as const;

/** The second step: exactly the redirect URIs that the service's definition allows. */
export function RegisterRedirects({ service, draft }: SetUpProps) {
  const message = useMessage();
  const { id: serviceId, name } = service;
  const { needs, variables, usesDeviceCode = false } = draft;
  // Those left out on the step before; they stay while they are typed.
  const [leftOut] = useState(() => missingVariables(draft));
  const isComplete = missingVariables(draft).length === 0;
  const intro = (count: number) =>
    message(
      usesDeviceCode
        ? 'setUp.addresses.code'
        : count === 1
          ? 'redirect.introOne'
          : 'redirect.intro',
    );
  return (
    <SetUpStep service={name} step={2} title={message('setUp.addresses.title')}>
      <VariableFields draft={draft} variables={leftOut} checked={false} />
      {needs.hasDeviceCode ? (
        <RadioCards
          label={message('setUp.method.label')}
          value={usesDeviceCode ? 'code' : 'browser'}
          options={methods.map((value) => ({
            value,
            title: message(`setUp.method.${value}.title`),
            text: message(`setUp.method.${value}.text`, { service: name }),
          }))}
          onChange={(method) =>
            editSetUp(
              method === 'code'
                ? { usesDeviceCode: true, clientSecret: '' }
                : { usesDeviceCode: false },
            )
          }
        />
      ) : null}
      <RedirectToRegister
        of={isComplete ? { kind: 'service', serviceId, variables } : null}
        intro={intro}
        later={message('setUp.redirectLater')}
        none={message('setUp.addresses.none', { service: name })}
      />
      <DialogButtons>
        <Button onClick={() => editSetUp({ stage: 'form' })}>{message('dialog.back')}</Button>
        <Button variant="primary" onClick={() => editSetUp({ stage: 'client' })}>
          {message('dialog.next')}
        </Button>
      </DialogButtons>
    </SetUpStep>
  );
}
