// The state bands of members, one row each.
import {button, div, span} from '../dom.js';
import {clock, moment, span as length} from '../pure/format.js';
import {stateOf} from '../pure/states.js';

const place = (at, {from, to}) => `${((at - from) / (to - from)) * 100}%`;

/**
 * @param range {from, to} of what is shown
 * @param onPoint is told the band under the pointer or the focus, and null when it leaves
 * @param onPick is told the band that was clicked
 */
export function bandRow({id, bands}, range, now, {onPoint, onPick, picked}) {
  return div({key: id, class: 'band-row'},
    span({class: 'band-name', title: id}, id),
    div({class: 'band-track'}, bands.map((band) => {
      const words = bandWords(id, band, now);
      return button({key: `${band.begun} ${band.state}`, type: 'button',
        class: `band tone-${stateOf(band.state).tone}${picked?.event && picked.event === band.event ? ' is-picked' : ''}`,
        'aria-label': words, 'data-row': `${id} ${band.begun}`, 'data-state': band.state,
        style: {left: place(band.from, range), width: `calc(${((band.to - band.from) / (range.to - range.from)) * 100}% - 1px)`},
        onMouseEnter: () => onPoint({id, ...band}), onMouseLeave: () => onPoint(null),
        onFocus: () => onPoint({id, ...band}), onBlur: () => onPoint(null),
        onClick: () => onPick({id, ...band})});
    })));
}

/** What a band says: state, from when to when, and why. */
export function bandWords(id, band, now) {
  const begun = Number.isFinite(band.begun) ? `since ${moment(band.begun, now)}` : 'since before what is kept';
  const long = Number.isFinite(band.begun) ? `, for ${length(band.to - band.begun)}` : '';
  const why = band.evidence || band.cause;
  return `${id} ${band.state} ${begun}${long}${why ? `: ${why}` : ''}`;
}

export const axis = (ticks, range) => div({class: 'band-row band-axis', 'aria-hidden': 'true'},
  span({class: 'band-name'}),
  div({class: 'band-track'}, ticks.map((at) =>
    span({key: at, class: 'tick', style: {left: place(at, range)}}, clock(at).replace(/:00$/, '')))));

export const legend = (states) => div({class: 'legend small', 'aria-hidden': 'true'}, states.map((state) =>
  span({key: state, class: `legend-item tone-${stateOf(state).tone}`}, span({class: 'legend-mark'}), state.toLowerCase())));
