/** The history in the window: main sends it only while it is open. */
import { send } from '../api.js';
import { useWindowStore } from './window-store.js';

const { setState } = useWindowStore;

export const useHistory = () => useWindowStore((state) => state.history);
export const useHistoryOpen = () => useWindowStore((state) => state.historyOpen);

export function openHistory(): void {
  setState({ historyOpen: true });
  void send('watchHistory', { activityOf: null });
}

export function closeHistory(): void {
  setState({ historyOpen: false, history: null });
  void send('closeHistory', {});
}

/** Has the activity of this ended connection sent too; null: of none. */
export function lookInto(connectionId: string | null): void {
  void send('watchHistory', { activityOf: connectionId });
}
