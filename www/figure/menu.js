/** A small menu that opens at a button and closes at Escape, at a choice, or when one turns elsewhere. */

import { h } from './dom.js';

/** @typedef {{ label: string, lang?: string, act: () => void }} Item */

/**
 * @param {HTMLElement} anchor
 * @param {Item[]} items
 */
export function openMenu(anchor, items) {
  const root = /** @type {ShadowRoot | Document} */ (anchor.getRootNode());
  const open = root.querySelector('.menu');
  if (open) {
    open.remove();
    anchor.setAttribute('aria-expanded', 'false');
    return;
  }
  const buttons = items.map(({ label, lang, act }) => h('button', { type: 'button', role: 'menuitem', lang, onclick: () => { close(); act(); } }, label));
  const menu = h('div', { class: 'menu', role: 'menu', popover: 'manual' }, ...buttons);

  const close = () => {
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    removeEventListener('pointerdown', outside, true);
    anchor.focus();
  };
  /** @param {Event} event */
  const outside = (event) => {
    const path = event.composedPath();
    if (!path.includes(menu) && !path.includes(anchor)) close();
  };
  menu.addEventListener('keydown', (event) => {
    const at = buttons.findIndex((button) => button === root.activeElement);
    const moves = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 });
    const to = moves[event.key];
    if (to !== undefined) buttons[(to + buttons.length) % buttons.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  anchor.after(menu);
  // In the top layer nothing can cut it off.
  menu.showPopover?.();
  const box = anchor.getBoundingClientRect();
  const below = box.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.setProperty('left', `${Math.max(8, Math.min(box.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`);
  menu.style.setProperty('top', `${below ? box.bottom + 4 : Math.max(8, box.top - menu.offsetHeight - 4)}px`);
  anchor.setAttribute('aria-expanded', 'true');
  addEventListener('pointerdown', outside, true);
  buttons[0]?.focus();
}
