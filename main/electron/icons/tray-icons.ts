/** The tray's icons, drawn by `npm run icons`: 16 px, and 32 px for dense screens. */
import colouredAttention from './coloured-attention.png?inline';
import colouredAttention2x from './coloured-attention@2x.png?inline';
import colouredDisconnecting from './coloured-disconnecting.png?inline';
import colouredDisconnecting2x from './coloured-disconnecting@2x.png?inline';
import colouredGood from './coloured-good.png?inline';
import colouredGood2x from './coloured-good@2x.png?inline';
import colouredLocked from './coloured-locked.png?inline';
import colouredLocked2x from './coloured-locked@2x.png?inline';
import templateAttention from './template-attention.png?inline';
import templateAttention2x from './template-attention@2x.png?inline';
import templateDisconnecting from './template-disconnecting.png?inline';
import templateDisconnecting2x from './template-disconnecting@2x.png?inline';
import templateGood from './template-good.png?inline';
import templateGood2x from './template-good@2x.png?inline';
import templateLocked from './template-locked.png?inline';
import templateLocked2x from './template-locked@2x.png?inline';

export const trayIcons = {
  coloured: {
    active: [colouredGood, colouredGood2x],
    attention: [colouredAttention, colouredAttention2x],
    disconnecting: [colouredDisconnecting, colouredDisconnecting2x],
    locked: [colouredLocked, colouredLocked2x],
  },
  /** macOS colours these itself: only their shape counts. */
  template: {
    active: [templateGood, templateGood2x],
    attention: [templateAttention, templateAttention2x],
    disconnecting: [templateDisconnecting, templateDisconnecting2x],
    locked: [templateLocked, templateLocked2x],
  },
} as const;
