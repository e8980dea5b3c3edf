/** The menu of a right click: the edit commands in a field, “Copy” on selected text, nothing elsewhere. */
import {
  type BrowserWindow,
  type ContextMenuParams,
  Menu,
  type MenuItemConstructorOptions,
} from 'electron';

import { formatMessage } from '../../messages/format.js';

/** Shows it where the user clicked, or at the field if they pressed the key for it. */
export async function openContextMenu(
  window: BrowserWindow,
  params: ContextMenuParams,
): Promise<void> {
  // Secret fields are masked by the page, so only the page knows them.
  const script = "document.activeElement?.matches('[data-secret]') === true";
  const isSecret: unknown =
    params.isEditable && (await window.webContents.executeJavaScript(script).catch(() => true));
  const items = contextMenu(params, isSecret !== false);
  if (items.length === 0 || window.isDestroyed()) return;
  Menu.buildFromTemplate(items).popup({
    window,
    x: Math.round(params.x),
    y: Math.round(params.y),
    sourceType: params.menuSourceType,
  });
}

/** @param isSecret the field holds a secret, which never leaves it by a menu */
export function contextMenu(
  {
    isEditable,
    selectionText,
    editFlags,
  }: Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>,
  isSecret: boolean,
): MenuItemConstructorOptions[] {
  const { canCut, canCopy, canSelectAll } = editFlags;
  const copy: MenuItemConstructorOptions = {
    role: 'copy',
    label: formatMessage('menu.copy'),
    enabled: canCopy,
  };
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    ...(isSecret
      ? []
      : [{ role: 'cut' as const, label: formatMessage('menu.cut'), enabled: canCut }, copy]),
    { role: 'paste', label: formatMessage('menu.paste') },
    { type: 'separator' },
    { role: 'selectAll', label: formatMessage('menu.selectAll'), enabled: canSelectAll },
  ];
}
