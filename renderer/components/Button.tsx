import type { ButtonHTMLAttributes, Ref } from 'react';

import styles from './Button.module.css';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  readonly variant?: 'plain' | 'primary' | 'danger' | 'quietDanger' | 'bare' | 'quiet' | 'icon';
  /** Waiting for a reply after a click: the button stays focusable and does nothing. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = 'plain', busy = false, onClick, ref, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={styles[variant]}
      aria-disabled={busy ? true : undefined}
      onClick={
        busy
          ? (event) => {
              event.preventDefault();
            }
          : onClick
      }
    />
  );
}
