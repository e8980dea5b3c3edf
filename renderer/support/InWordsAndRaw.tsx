import styles from './TokenDetails.module.css';

/** A value of the protocol, in plain words with the raw one beside them. */
export function InWordsAndRaw(props: { readonly words: string; readonly raw: string }) {
  return (
    <>
      <code>{props.raw}</code> <span className={styles.words}>{props.words}</span>
    </>
  );
}
