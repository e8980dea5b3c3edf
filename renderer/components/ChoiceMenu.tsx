import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';

import styles from './ChoiceMenu.module.css';

interface ChoiceMenuProps<T extends string> {
  readonly label: string;
  /** Shown on the button. */
  readonly children: ReactNode;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
}

/** A button that opens a menu of which one entry is chosen. */
export function ChoiceMenu<T extends string>(props: ChoiceMenuProps<T>) {
  const { label, children, value, options, onChange } = props;
  return (
    <MenuTrigger>
      <Button className={styles.button ?? ''} aria-label={label}>
        {children}
      </Button>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Menu
          className={styles.menu ?? ''}
          aria-label={label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[value]}
          onSelectionChange={(keys) => {
            const chosen = options.find((option) => keys !== 'all' && keys.has(option.value));
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <MenuItem
              key={option.value}
              id={option.value}
              textValue={option.text}
              className={styles.item ?? ''}
            >
              <span className={styles.check} aria-hidden>
                {option.value === value ? <Check /> : null}
              </span>
              {option.text}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
