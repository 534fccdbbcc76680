// Which rows of a long table are drawn.

/** The rows that can be seen, and a few around them, so that scrolling by a little draws nothing new. */
export function visible(total, rowHeight, scrollTop, height, around = 8) {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - around);
  const last = Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + around);
  return {first, last, before: first * rowHeight, after: (total - last) * rowHeight};
}
