// The keyboard.
import {VIEWS} from './router.js';

export const KEYS = [
  ['1 – 7', 'overview, topology, members, timeline, config, logs, events'],
  ['/', 'search in this view'],
  ['j  k', 'next and previous row'],
  ['Enter', 'open the row'],
  ['Esc', 'close, or leave the field'],
  ['t', 'dark, light, or as the system'],
  ['?', 'this list'],
];

const isField = (node) => node instanceof HTMLElement && node.matches('input, textarea, select, [contenteditable]');

/** @param act what can be done: view(name), search(), move(by), close(), help(), theme() */
export function listen(act) {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Escape') {
      if (isField(event.target)) {
        event.target.blur();
      }
      act.close();
      return;
    }
    if (isField(event.target) || document.querySelector('dialog[open]')) {
      return;
    }
    const index = Number(event.key) - 1;
    const action = index in VIEWS ? () => act.view(VIEWS[index]) : {
      '/': act.search, j: () => act.move(1), k: () => act.move(-1), '?': act.help, t: act.theme,
    }[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

/** Puts the focus on the next or previous element that is marked as a row. */
export function moveFocus(by) {
  const rows = [...document.querySelectorAll('main [data-row]')];
  const at = rows.indexOf(document.activeElement?.closest?.('[data-row]'));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({block: 'nearest'});
}
