import { ChevronRight } from 'lucide-react';
import { useId } from 'react';

import { Button } from '../components/Button.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { editSetUp, openConnect } from '../store/ui-actions.js';
import { OpenClientFile } from './OpenClientFile.js';
import styles from './SetUpService.module.css';
import { type SetUpProps, SetUpStep } from './SetUpStep.js';

/** Says that somebody has to register the app, and who that may be. */
export function SetUpChoice({ service: { name } }: SetUpProps) {
  const message = useMessage();
  return (
    <SetUpStep service={name} step={null} title={null}>
      <p>{message('setUp.ask.text', { service: name })}</p>
      <div className={styles.choices}>
        <Choice who="others" onChoose={() => editSetUp({ stage: 'message' })} />
        <Choice who="self" onChoose={() => editSetUp({ stage: 'form' })} />
      </div>
      <OpenClientFile service={name} intro={message('setUp.ask.fileBack')} variant="quiet" />
      <DialogButtons>
        <Button onClick={openConnect}>{message('dialog.back')}</Button>
      </DialogButtons>
    </SetUpStep>
  );
}

function Choice(props: { readonly who: 'others' | 'self'; readonly onChoose: () => void }) {
  const { who, onChoose } = props;
  const message = useMessage();
  const id = useId();
  return (
    <div className={styles.choice} data-primary={who === 'others' ? true : undefined}>
      {/* Covers the whole card. Its accessible name is only the first line. */}
      <button type="button" className={styles.choose} aria-describedby={id} onClick={onChoose}>
        {message(`setUp.ask.${who}`)}
      </button>
      <span id={id} className={styles.choiceText}>
        {message(`setUp.ask.${who}Text`)}
      </span>
      <ChevronRight className={styles.chevron} aria-hidden />
    </div>
  );
}
