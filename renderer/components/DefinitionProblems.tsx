import type { DefinitionProblem } from '../../ipc/service-view.js';
import styles from './DefinitionProblems.module.css';
import { Disclosure } from './Disclosure.js';
import { useMessage } from './message.js';

/** Lists the service definitions that could not be read; the rest of the catalogue still works. */
export function DefinitionProblems(props: { readonly problems: readonly DefinitionProblem[] }) {
  const message = useMessage();
  const { problems } = props;
  if (problems.length === 0) return null;
  return (
    <Disclosure title={message('connect.problems', { count: problems.length })}>
      <ul className={styles.problems}>
        {problems.map(({ file, line, field, reason: { code, values } }) => (
          <li key={`${file} ${line ?? ''} ${field} ${code}`}>
            <code>{line === null ? file : `${file}:${line}`}</code>
            <p>
              {field === '' ? null : <code>{field} </code>}
              {message(`definitionProblem.${code}`, values)}
            </p>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
