// Dark or light: as the system says, unless somebody chose.

const KEY = 'bellwether.theme';
const NEXT = {system: 'light', light: 'dark', dark: 'system'};

export function theme() {
  try {
    return localStorage.getItem(KEY) ?? 'system';
  } catch {
    return 'system';
  }
}

export function applyTheme(chosen = theme()) {
  document.documentElement.dataset.theme = chosen;
}

/** The next choice, kept for the next visit where the browser lets us. */
export function nextTheme() {
  const chosen = NEXT[theme()] ?? 'system';
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // It holds until the page is closed, then.
  }
  applyTheme(chosen);
  return chosen;
}
