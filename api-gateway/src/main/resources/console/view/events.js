// The journal, live, newest first.
import {button, div, input, option, pre, select, span, ul} from '../dom.js';
import {TYPES} from '../data/journal.js';
import {change as line} from '../parts/changes.js';
import {empty, loading, panel, panelOf, problem} from '../parts/marks.js';
import {plural} from '../pure/format.js';
import {change} from '../router.js';
import {journalHint} from './overview.js';

const SHOWN = 200;

export function events(model, ui, route) {
  const {q = '', type = '', sequence = ''} = route.parameters;
  const all = model.events();
  if (all.length === 0 && model.journal.state === 'connecting') {
    return panel(null, null, loading('events', 12));
  }
  const found = all.filter((event) => (type === '' || event.type === type) && holds(event, q.toLowerCase()));
  const shown = found.slice(-(ui.eventsShown ?? SHOWN)).reverse();
  return panelOf({}, null, null,
    div({class: 'tools'},
      input({type: 'search', class: 'search', 'data-search': true, placeholder: 'Find in events', 'aria-label': 'find in events', value: q,
        onInput: (event) => change(route, {q: event.currentTarget.value})}),
      select({'aria-label': 'kind of event', value: type, onChange: (event) => change(route, {type: event.currentTarget.value})},
        option({value: ''}, 'all kinds'), TYPES.map((each) => option({key: each, value: each}, each))),
      span({class: 'quiet small'}, journalHint(model.journal) || `${plural(found.length, 'event', 'events')}${model.journal.missed ? ', older ones are not kept' : ''}`)),
    model.journal.failure && problem(model.journal.failure, 'The journal is away'),
    shown.length === 0
      ? empty('No event matches.', all.length === 0 ? 'Nothing has happened yet, or no coordinator tells.' : '')
      : ul({class: 'changes'}, shown.map((event) => [
        line(event, model.now(), {row: true, picked: String(event.sequence) === sequence,
          onOpen: () => change(route, {sequence: String(event.sequence) === sequence ? '' : event.sequence ?? ''})}),
        String(event.sequence) === sequence && pre({class: 'small'},
          JSON.stringify(event, (name, value) => (name === 'at' ? undefined : value), 2)),
      ])),
    found.length > shown.length && button({type: 'button', class: 'button',
      onClick: () => { ui.eventsShown = (ui.eventsShown ?? SHOWN) + SHOWN; change(route, {}); }}, 'Show older ones'));
}

const holds = (event, text) => text === ''
  || [event.subject, event.from, event.to, event.cause, event.evidence, event.type].some((field) => (field ?? '').toLowerCase().includes(text));
