// Small signs that views share.
import {classes, div, p, path, span, strong, svg} from '../dom.js';
import {stateOf} from '../pure/states.js';

/** The word of a state in its colour. */
export const badge = (state) => span({class: `badge tone-${stateOf(state).tone}`}, state);

/** A dot in the colour of a state; always beside its word. */
export const dot = (tone) => span({class: `dot tone-${tone}`, 'aria-hidden': 'true'});

/** A score as a bar and its number. */
export function scoreBar(score, state) {
  const known = score !== null && score !== undefined;
  return span({class: `score tone-${stateOf(state).tone}`},
    span({class: 'score-track', 'aria-hidden': 'true'},
      span({class: 'score-fill', style: {width: `${known ? score : 0}%`}})),
    strong({class: 'figure'}, known ? score : '–'));
}

/** The way a score went, as steps: it is told only when it changes. */
export function sparkline(scores, from, to, {width = 240, height = 40} = {}) {
  if (scores.length === 0) {
    return div({class: 'quiet small'}, 'No score was told yet.');
  }
  const x = (at) => ((Math.max(at, from) - from) / Math.max(1, to - from)) * width;
  const y = (score) => height - 2 - (score / 100) * (height - 4);
  const steps = scores.map((each, i) => {
    const end = scores[i + 1]?.at ?? to;
    return `${i === 0 ? 'M' : 'L'}${x(each.at).toFixed(1)} ${y(each.score).toFixed(1)}H${x(end).toFixed(1)}`;
  });
  return svg({class: 'spark', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img',
    'aria-label': `score from ${scores[0].score} to ${scores.at(-1).score} while this page was open`},
  path({class: 'spark-grid', d: `M0 ${y(50)}H${width}`}),
  path({class: 'spark-line', d: steps.join('')}));
}

/** What stands where there is nothing to show: what it is, why, and what to do. */
export const empty = (what, why = '', extra = null) =>
  div({class: 'empty'}, p({class: 'empty-what'}, what), why && p({class: 'quiet'}, why), extra);

/** A failure, in the words of who failed. */
export const problem = (failure, title = 'This could not be had') =>
  div({class: 'problem', role: 'alert'},
    p(strong(title), ': ', failure.message, failure.status ? span({class: 'quiet'}, ` (${failure.status})`) : null),
    failure.hint && p({class: 'quiet'}, failure.hint));

/** A place that will be filled in a moment, as large as what will fill it. */
export const loading = (what, lines = 3) =>
  div({class: 'loading', role: 'status', 'aria-label': `loading ${what}`},
    Array.from({length: lines}, () => div({class: 'loading-line'})));

/** A panel with its title and a quiet word beside it. */
export const panel = (heading, hint, ...content) => panelOf({}, heading, hint, ...content);

export const panelOf = ({class: name, ...rest}, heading, hint, ...content) =>
  div({class: classes('panel', name), ...rest},
    heading && div({class: 'panel-head'}, h2(heading), hint && span({class: 'quiet small'}, hint)),
    ...content);

const h2 = (content) => div({class: 'panel-title', role: 'heading', 'aria-level': '2'}, content);
