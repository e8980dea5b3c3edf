/** The messages of each language. English is always there; of the others a process loads the one it needs. */
import type { Language } from '../ipc/language.js';
import english from './en.json' with { type: 'json' };
import type { MessageId } from './message-id.js';

/** A message that is not translated yet is missing, and English takes its place. */
export type Messages = Readonly<Partial<Record<MessageId, string>>>;

const others: Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: Messages }>>
> = {
  de: () => import('./de.json', { with: { type: 'json' } }),
  fr: () => import('./fr.json', { with: { type: 'json' } }),
  es: () => import('./es.json', { with: { type: 'json' } }),
  ja: () => import('./ja.json', { with: { type: 'json' } }),
  ar: () => import('./ar.json', { with: { type: 'json' } }),
};

export async function loadMessages(language: Language): Promise<Messages> {
  return language === 'en' ? english : (await others[language]()).default;
}
