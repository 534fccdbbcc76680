// Events as lines: when, who, from what to what, and why.
import {a, div, li, span, strong, ul} from '../dom.js';
import {moment} from '../pure/format.js';
import {stateOf} from '../pure/states.js';
import {memberAddress} from '../router.js';
import {dot} from './marks.js';

const CAUSES = new Map([
  ['OBSERVERS', 'enough observers lost it'], ['FAILURE_TIMEOUT', 'not heard for the failure timeout'],
  ['OPERATOR', 'an operator asked for it'], ['BEATS_GOOD', 'three good beats'], ['STABLE', 'stable long enough'],
  ['SCORE_LOW', 'its health score is low'], ['SCORE_GOOD', 'its health score is good again'],
]);

/** The cause of an event for people. */
export const causeWords = (cause) => (cause ? CAUSES.get(cause) ?? cause.toLowerCase().replaceAll('_', ' ') : '');

/** What happened, in words. */
export function eventTitle(event) {
  if (event.type === 'member.moved') {
    return event.from ? `${event.from} → ${event.to}` : `→ ${event.to}`;
  }
  const what = event.type.slice(event.type.indexOf('.') + 1).replaceAll('-', ' ');
  return event.to ? `${what}: ${event.to}` : what;
}

export const eventTone = (event) =>
  event.type === 'member.moved' ? stateOf(event.to).tone : event.type.startsWith('protection') ? 'degraded' : 'maintenance';

/** One line; `row` makes it one that j and k find. */
export function change(event, now, {onOpen, row = false, picked = false} = {}) {
  const open = onOpen && {tabIndex: 0, role: 'button', 'data-row': row ? event.sequence ?? event.at : undefined,
    onClick: () => onOpen(event), onKeyDown: (key) => key.key === 'Enter' && onOpen(event)};
  return li({key: event.sequence ?? `${event.at} ${event.subject}`, class: `change${picked ? ' is-picked' : ''}`, ...open},
    span({class: 'change-time figure quiet'}, moment(event.at, now)),
    dot(eventTone(event)),
    div({class: 'change-what'},
      div(subject(event), ' ', eventTitle(event)),
      div({class: 'quiet small'}, event.evidence || causeWords(event.cause),
        event.seenByGateway && ' · seen by the gateway')));
}

const subject = (event) => event.type.startsWith('member.')
  ? a({class: 'name', href: memberAddress(event.subject), onClick: (click) => click.stopPropagation()}, event.subject)
  : strong(event.subject ?? 'cluster');

export const changes = (events, now, options) => ul({class: 'changes'}, events.map((event) => change(event, now, options)));
