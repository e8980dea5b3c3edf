import styles from './TokenDetails.module.css';

/** A raw value of the protocol with its meaning beside it. */
export function DescribedValue(props: { readonly raw: string; readonly description: string }) {
  return (
    <>
      <code>{props.raw}</code> <span className={styles.description}>{props.description}</span>
    </>
  );
}
