/** Keyboard shortcuts: what each key does, for the listener and for the help sheet. */

/** @typedef {{ keys: string[], label: string, what: string, held?: boolean, act: (event: KeyboardEvent) => void }} Shortcut `held` repeats while the key is down */

/**
 * The key that an event means: a letter whatever the state of Caps Lock, and on a layout of another script that of its place.
 * @param {{ key: string, code?: string, shiftKey?: boolean }} event
 */
export function keyOf({ key, code = '', shiftKey = false }) {
  if (/^[A-Z]$/.test(key) && !shiftKey) return key.toLowerCase();
  const isForeign = key.length === 1 && key > '\u007f' && /^\p{L}$/u.test(key);
  return isForeign && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

/** Whether the event belongs to a control that needs the key itself. @param {KeyboardEvent} event */
export function taken(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('select, textarea, input:not([type=range], [type=checkbox])')) return true;
  if (target.closest('dialog, .menu')) return true;
  if (target.matches('input[type=range], [role=slider]')) return /^(Arrow|Page|Home|End)/.test(event.key);
  return target.matches('button, a, summary, input') && (event.key === ' ' || event.key === 'Enter');
}

/**
 * Acts on the first shortcut that has the event's key.
 * @param {KeyboardEvent} event
 * @param {Shortcut[]} shortcuts
 */
export function obey(event, shortcuts) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (taken(event)) {
    // The page around must not turn a slide because somebody types an n.
    event.stopPropagation();
    return;
  }
  const shortcut = shortcuts.find(({ keys }) => keys.includes(keyOf(event)));
  if (!shortcut) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat || shortcut.held) shortcut.act(event);
}
