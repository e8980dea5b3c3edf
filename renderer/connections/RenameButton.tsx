import { Pencil } from 'lucide-react';
import { useState } from 'react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { RenameDialog } from './RenameDialog.js';

export function RenameButton({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const [isOpen, setIsOpen] = useState(false);
  const name = message('details.rename');
  return (
    <>
      <Button variant="icon" aria-label={name} title={name} onClick={() => setIsOpen(true)}>
        <Pencil aria-hidden />
      </Button>
      {isOpen ? <RenameDialog connection={connection} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
