import { ArrowLeft } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react';

import type { SettingsView } from '../../ipc/settings-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { useSettings, useSettingsSection } from '../store/selectors.js';
import { closePage } from '../store/ui-actions.js';
import { Protection } from '../vault/Protection.js';
import { AboutSettings } from './AboutSettings.js';
import { AppearanceSettings } from './AppearanceSettings.js';
import { GeneralSettings } from './GeneralSettings.js';
import { LockSettings } from './LockSettings.js';
import { ServicesSettings } from './ServicesSettings.js';
import styles from './SettingsPage.module.css';
import { SettingsSection } from './SettingsSection.js';

const sections = ['general', 'appearance', 'protection', 'services', 'programs', 'about'] as const;
type Section = (typeof sections)[number];

/** All settings on one page, with their headings beside it where there is room. */
export function SettingsPage() {
  const settings = useSettings();
  const begin = useSettingsSection();
  // Opened once more at another section, it begins there.
  return settings === null ? null : (
    <Page key={begin ?? 'general'} settings={settings} begin={begin} />
  );
}

interface PageProps {
  readonly settings: SettingsView;
  /** Null: at the top. */
  readonly begin: Section | null;
}

function Page({ settings, begin }: PageProps) {
  const message = useMessage();
  const heading = useTakenFocus();
  const content = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<Section>(begin ?? 'general');
  const headingOf = (section: Section) =>
    content.current?.querySelector<HTMLElement>(`#settings-${section}`) ?? null;
  function show(section: Section): void {
    const target = headingOf(section);
    target?.scrollIntoView({ block: 'start' });
    target?.focus({ preventScroll: true });
  }
  function goTo(section: Section): void {
    show(section);
    setCurrent(section);
  }
  const showBeginning = useEffectEvent(() => {
    if (begin !== null) show(begin);
  });
  useEffect(() => showBeginning(), []);
  return (
    <section
      className={styles.page}
      aria-label={message('settings.heading')}
      onKeyDown={leaveOnEscape}
    >
      <div className={styles.side}>
        <div className={styles.back}>
          <Button variant="bare" onClick={closePage}>
            <ArrowLeft aria-hidden />
            {message('page.back')}
          </Button>
        </div>
        <h2 ref={heading} tabIndex={-1} className={styles.heading}>
          {message('settings.heading')}
        </h2>
        <nav className={styles.nav} aria-label={message('settings.sections')}>
          {sections.map((section) => (
            <button
              key={section}
              type="button"
              className={styles.link}
              aria-current={section === current ? 'true' : undefined}
              onClick={() => goTo(section)}
            >
              {message(`settings.${section}`)}
            </button>
          ))}
        </nav>
      </div>
      <div
        ref={content}
        className={styles.content}
        onScroll={({ currentTarget }) =>
          setCurrent(sectionAt(currentTarget, sections, headingOf) ?? 'general')
        }
      >
        <SettingsSection id="settings-general" name={message('settings.general')}>
          <GeneralSettings settings={settings} />
        </SettingsSection>
        <SettingsSection id="settings-appearance" name={message('settings.appearance')}>
          <AppearanceSettings settings={settings} />
        </SettingsSection>
        <SettingsSection id="settings-protection" name={message('settings.protection')}>
          <LockSettings settings={settings} />
          <Protection />
        </SettingsSection>
        <SettingsSection id="settings-services" name={message('settings.services')}>
          <ServicesSettings />
        </SettingsSection>
        <SettingsSection id="settings-programs" name={message('settings.programs')}>
          <p>{message('settings.programs.none')}</p>
        </SettingsSection>
        <SettingsSection id="settings-about" name={message('settings.about')}>
          <AboutSettings about={settings.about} />
        </SettingsSection>
      </div>
    </section>
  );
}

/** A dialog or a list of choices above the page closes first. */
function leaveOnEscape(event: KeyboardEvent<HTMLElement>): void {
  const isOnPage = event.target instanceof Node && event.currentTarget.contains(event.target);
  if (event.key === 'Escape' && isOnPage && !event.defaultPrevented) closePage();
}

/** The last heading that has been scrolled to the top; at the end of the page, the last one. */
function sectionAt(
  content: HTMLElement,
  all: readonly Section[],
  headingOf: (section: Section) => HTMLElement | null,
): Section | undefined {
  if (content.scrollTop + content.clientHeight >= content.scrollHeight - 1) return all.at(-1);
  const top = content.getBoundingClientRect().top + content.clientHeight / 4;
  return all.findLast(
    (section) => (headingOf(section)?.getBoundingClientRect().top ?? Infinity) <= top,
  );
}

/** The heading takes the focus; whatever had it before gets it back when the page goes. */
function useTakenFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return heading;
}
