import { expect, test, vi } from 'vitest';

// These tests are about what is offered; nothing is shown.
vi.mock('electron', () => ({ Menu: {} }));
const { contextMenu } = await import('./context-menu.js');

const editFlags = {
  canUndo: false,
  canRedo: false,
  canCut: true,
  canCopy: true,
  canPaste: true,
  canDelete: true,
  canSelectAll: true,
  canEditRichly: false,
};
const text = { isEditable: false, selectionText: '', editFlags };
const field = { ...text, isEditable: true };

const offered = (...args: Parameters<typeof contextMenu>) =>
  contextMenu(...args)
    .filter(({ type, enabled }) => type !== 'separator' && enabled !== false)
    .map(({ label }) => label);

test.each([
  ['a field', field, ['Cut', 'Copy', 'Paste', 'Select all']],
  ['selected text', { ...text, selectionText: 'Ada' }, ['Copy']],
  ['text without a selection', text, []],
  ['a selection of spaces', { ...text, selectionText: ' \n\t' }, []],
  [
    'an empty field',
    { ...field, editFlags: { ...editFlags, canCut: false, canCopy: false, canSelectAll: false } },
    ['Paste'],
  ],
])('a right click on %s offers what can be done there (D9)', (_, clicked, labels) => {
  expect(offered(clicked, false)).toEqual(labels);
});

test('a right click on a secret never copies it, selected or not (D9)', () => {
  for (const selectionText of ['', 'a-secret-of-mine']) {
    expect(offered({ ...field, selectionText }, true)).toEqual(['Paste', 'Select all']);
    const roles = contextMenu({ ...field, selectionText }, true).map(({ role }) => role);
    expect(roles).not.toContain('copy');
    expect(roles).not.toContain('cut');
  }
});
