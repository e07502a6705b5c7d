/** Keyboard shortcuts: what each key does, for the listener and for the help sheet. */

/** @typedef {{ keys: string[], label: string, what: string, act: (event: KeyboardEvent) => void }} Shortcut */

/** Whether the event belongs to a control that needs the key itself. @param {KeyboardEvent} event */
function taken(event) {
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
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || taken(event)) return;
  const shortcut = shortcuts.find(({ keys }) => keys.includes(event.key));
  if (!shortcut) return;
  event.preventDefault();
  shortcut.act(event);
}
