import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { connection, failure } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';

const shown = connection({ colour: 'teal', note: 'For the newsletter' });
const request = { connectionId: 'ada' };
const dialog = () => within(screen.getByRole('dialog', { name: 'Rename' }));
const colours = () => within(dialog().getByRole('radiogroup', { name: 'Colour' }));

function openDialog(of = shown): void {
  openWindow({ connections: [of, connection({ id: 'bob', label: 'Bob' })] });
  press('Rename');
}

describe('a colour and a note of one’s own', () => {
  test('a refusal keeps what was typed', async () => {
    main.annotateConnection.mockResolvedValue({ ok: false, failure: failure('storage_failed') });
    openDialog();
    type('Note', 'Another');
    press('Save');
    await settled();
    expect(dialog().getByRole('alert')).toBeTruthy();
    expect(dialog().getByRole<HTMLInputElement>('textbox', { name: 'Note' }).value).toBe('Another');
    expect(main.renameConnection).not.toHaveBeenCalled();
  });

  test('only what has changed is sent', async () => {
    openDialog();
    expect(colours().getByRole('radio', { name: 'Teal', checked: true })).toBeTruthy();
    fireEvent.click(colours().getByRole('radio', { name: 'Pink' }));
    press('Save');
    await settled();
    expect(main.annotateConnection).toHaveBeenCalledExactlyOnceWith({ ...request, colour: 'pink' });
    expect(main.renameConnection).not.toHaveBeenCalled();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('both can be taken away, and the name be changed with them', async () => {
    openDialog();
    fireEvent.click(colours().getByRole('radio', { name: 'No colour' }));
    type('Note', '');
    type('Name', 'Work');
    press('Save');
    await settled();
    const annotated = { ...request, colour: null, note: '' };
    expect(main.annotateConnection).toHaveBeenCalledExactlyOnceWith(annotated);
    expect(main.renameConnection).toHaveBeenCalledExactlyOnceWith({ ...request, label: 'Work' });
  });

  test('the note is in the overview, and the search finds it', () => {
    openWindow({ connections: [shown, connection({ id: 'bob', label: 'Bob' })] });
    expect(screen.getByText('For the newsletter')).toBeTruthy();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'newsletter' } });
    expect(screen.getByRole('listitem').textContent).toContain('Ada Lovelace');
  });

  test('the colour is beside the service’s mark, in the list and in the details', () => {
    openWindow({ connections: [shown] });
    expect(document.querySelectorAll('[data-own-colour="teal"]')).toHaveLength(2);
  });
});
