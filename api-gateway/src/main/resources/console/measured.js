// How long the page works at a time, for whoever observes 'bellwether.*' measures. Nothing is kept.

export function measured(name, work) {
  const start = performance.now();
  try {
    return work();
  } finally {
    const measure = `bellwether.${name}`;
    performance.measure(measure, {start});
    // Observers have it by now; kept, measures would grow for as long as the page is open.
    performance.clearMeasures(measure);
  }
}
