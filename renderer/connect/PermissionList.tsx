import { useId, useState } from 'react';

import type { ScopeView } from '../../ipc/service-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { SearchField } from '../components/SearchField.js';
import { isFound, searchKey, searchTerms } from '../store/search-key.js';
import styles from './ChoosePermissions.module.css';
import { usePermissionText } from './permission-text.js';
import { PermissionCheckbox } from './PermissionCheckbox.js';

/** With more permissions than this, the first ones are in sight and the others one click away. */
const most = 8;
const shownAtFirst = 6;
/** With more than this, there is a search. */
const mostWithoutSearch = 12;

interface PermissionListProps {
  readonly scopes: readonly ScopeView[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (scope: string, isChosen: boolean) => void;
  readonly note: string | null;
}

/** The permissions that the user may choose. */
export function PermissionList({ scopes, chosen, onChoose, note }: PermissionListProps) {
  const message = useMessage();
  const textOf = usePermissionText();
  const id = useId();
  const [showsAll, setShowsAll] = useState(scopes.length <= most);
  const [search, setSearch] = useState('');
  const terms = searchTerms(search);
  const found = scopes.filter((scope) =>
    isFound(searchKey(`${textOf(scope)}\n${scope.name}`), terms),
  );
  const shown = showsAll ? found : scopes.slice(0, shownAtFirst);
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <h3 id={id} className={styles.heading}>
        {message('choosePermissions.optional')}
      </h3>
      {note === null ? null : <p className={styles.soft}>{note}</p>}
      {showsAll && scopes.length > mostWithoutSearch ? (
        <SearchField
          label={message('choosePermissions.search')}
          value={search}
          onChange={setSearch}
          autoFocus
        />
      ) : null}
      {shown.length === 0 ? (
        <p className={styles.soft} role="status">
          {message('choosePermissions.nothingFound', { search: search.trim() })}
        </p>
      ) : (
        <div className={styles.list}>
          {shown.map((scope) => (
            <PermissionCheckbox
              key={scope.name}
              scope={scope}
              isChosen={chosen.has(scope.name)}
              onChoose={(isChosen) => onChoose(scope.name, isChosen)}
            />
          ))}
        </div>
      )}
      {showsAll ? null : (
        <div>
          <Button variant="quiet" onClick={() => setShowsAll(true)}>
            {message('choosePermissions.showAll', { count: scopes.length })}
          </Button>
        </div>
      )}
    </div>
  );
}
