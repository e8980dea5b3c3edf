import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import type { FailureCode } from '../../ipc/failure.js';
import english from '../../messages/en.json';
import { remedies } from '../../messages/remedies.js';
import { failure } from '../../testing/renderer/samples.js';
import { inWindow } from '../../testing/renderer/window.js';
import { FailureNotice } from './FailureNotice.js';

const codes = Object.keys(remedies) as FailureCode[];

describe('every failure', () => {
  test.each(codes)(
    '%s says what happened and what to do, and has one button that does it',
    (code) => {
      const onRemedy = vi.fn();
      const shown = { ...failure(code), cause: '' };
      inWindow(<FailureNotice failure={shown} service="Tally" onRemedy={onRemedy} />);
      const alert = screen.getByRole('alert');
      const [happened, whatToDo] = within(alert)
        .getAllByText(/./, { selector: 'p' })
        .map((sentence) => sentence.textContent);
      const filled = (text: string) =>
        text.replaceAll('{service}', 'Tally').replaceAll('{host}', 'auth.example.com');
      expect(happened).toBe(filled(english[`failure.${code}.happened`]));
      expect(whatToDo).toBe(filled(english[`failure.${code}.whatToDo`]));
      fireEvent.click(
        within(alert).getByRole('button', { name: english[`remedy.${remedies[code]}`] }),
      );
      expect(onRemedy).toHaveBeenCalledExactlyOnceWith(remedies[code]);
    },
  );

  test('the places where no server was found are listed beside it, with what each answered (L6)', () => {
    const answers = [
      { kind: 'status', status: 404 },
      { kind: 'status', status: 401 },
      { kind: 'status', status: 200 },
      { kind: 'redirected' },
      { kind: 'none' },
    ] as const;
    const places = answers.map((answer, index) => ({
      place: `https://api.example/${index}`,
      answer,
    }));
    const shown = failure('server_not_oauth', { asked: { places, more: 0 } });
    inWindow(<FailureNotice failure={shown} service="Tally" onRemedy={() => undefined} />);
    const list = screen.getByRole('region', { name: 'Asked these five places' });
    expect(within(list).getByRole('heading', { level: 3 })).toBeTruthy();
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'https://api.example/0nothing there (HTTP 404)',
      'https://api.example/1refused (HTTP 401)',
      'https://api.example/2answered, but not as a sign-in server (HTTP 200)',
      'https://api.example/3leads to another address',
      'https://api.example/4no answer',
    ]);
    expect(screen.getByRole('alert').textContent).not.toContain('api.example/0');
  });

  test('more places than are listed are counted (L6)', () => {
    const places = [{ place: 'https://api.example/', answer: { kind: 'none' } as const }];
    const shown = failure('server_not_oauth', { asked: { places, more: 11 } });
    inWindow(<FailureNotice failure={shown} service="Tally" onRemedy={() => undefined} />);
    const list = screen.getByRole('region', { name: 'Asked these 12 places' });
    expect(within(list).getByText('and 11 more')).toBeTruthy();
  });

  test('the status of a refusal without a reason is shown, because it is all there is', () => {
    const shown = { ...failure('refused_without_reason'), cause: 'HTTP 403' };
    inWindow(<FailureNotice failure={shown} service="Tally" onRemedy={() => undefined} />);
    expect(screen.getByText('Tally refused without saying why (HTTP 403).')).toBeTruthy();
  });

  test.each([
    ['ERR_PROXY_AUTH_REQUESTED', /wants a password, which Lanyard does not send/],
    ['HTTP 407', /wants a password, which Lanyard does not send/],
    ['ERR_TUNNEL_CONNECTION_FAILED', /blocked the request/],
  ])('a proxy that answers %s is what the sentence says (H39, D12)', (cause, happened) => {
    const shown = { ...failure('proxy_refused'), cause };
    inWindow(<FailureNotice failure={shown} service="Tally" onRemedy={() => undefined} />);
    expect(screen.getByText(happened)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  test.each([
    [
      { signer: 'Example Corp Root CA', searched: ['/etc/ssl/certs/ca.crt', '~/.pki/nssdb'] },
      'auth.example.com shows a certificate signed by “Example Corp Root CA”, which this computer does not trust.',
      'in its own list and in /etc/ssl/certs/ca.crt, ~/.pki/nssdb.',
    ],
    [
      { signer: null, searched: [] },
      'auth.example.com shows a certificate that only it has signed, which proves nothing.',
      'in the certificate store of this computer.',
    ],
  ])(
    'a signer that is not trusted is named, and the places searched: %o (D12)',
    (untrusted, happened, where) => {
      const shown = { ...failure('server_certificate'), untrusted };
      inWindow(<FailureNotice failure={shown} service="Tally" onRemedy={() => undefined} />);
      const alert = screen.getByRole('alert');
      expect(within(alert).getByText(happened)).toBeTruthy();
      expect(alert.textContent).toContain(where);
      expect(within(alert).getByRole('button', { name: 'Try again' })).toBeTruthy();
      expect(within(alert).getAllByRole('button')).toHaveLength(2);
    },
  );

  test.each(codes)('%s uses no protocol terms', (code) => {
    const told = `${english[`failure.${code}.happened`]} ${english[`failure.${code}.whatToDo`]}`;
    expect(told).not.toMatch(/token|OAuth|grant|scope|redirect|HTTP \d|TLS|DNS|error/i);
  });
});

describe('the technical cause', () => {
  test('is behind "Details", with the server’s own error', () => {
    inWindow(
      <FailureNotice
        failure={failure('grant_refused', { serverError: 'invalid_grant' })}
        service="Tally"
        onRemedy={() => undefined}
      />,
    );
    expect(screen.queryByText('invalid_grant')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Details' }));
    expect(screen.getByText('invalid_grant')).toBeTruthy();
    expect(screen.getByText('HTTP 400')).toBeTruthy();
  });
});

describe('three failures that are never confused', () => {
  test('a network fault, a locked password store and a refused sign-in', () => {
    const told = (['network_down', 'storage_locked', 'grant_refused'] as const).map(
      (code) => english[`failure.${code}.happened`],
    );
    expect(told).toEqual([
      'This computer has no network connection.',
      'Your saved accounts are locked.',
      '{service} ended this connection.',
    ]);
    expect([remedies.network_down, remedies.storage_locked, remedies.grant_refused]).toEqual([
      'try_again',
      'unlock',
      'sign_in_again',
    ]);
  });
});
